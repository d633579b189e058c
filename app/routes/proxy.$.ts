const nowhere = () => new Response(null, { status: 404 });

/** Nothing else stands behind the app proxy. */
export const loader = nowhere;
export const action = nowhere;
