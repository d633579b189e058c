// shopify.resourcePicker: the admin frame shows the dialog, and answers with what was picked.
(() => {
  const bridge = window.__sandboxBridge;
  const KNOWN = ["type", "action", "filter", "multiple", "query", "selectionIds"];
  const FILTERS = ["hidden", "variants", "draft", "archived", "query"];

  /** Resolves with the picked resources, or with undefined when nothing was. */
  bridge.resourcePicker = async (options) => {
    if (bridge.isTop) bridge.notSimulated("shopify.resourcePicker outside of the admin");
    const strange = [
      ...Object.keys(options).filter((name) => !KNOWN.includes(name)),
      ...Object.keys(options.filter ?? {}).filter((name) => !FILTERS.includes(name)),
    ];
    if (strange.length > 0) bridge.notSimulated(`shopify.resourcePicker with ${strange.join(", ")}`);
    if (!["product", "collection"].includes(options.type))
      bridge.notSimulated(`shopify.resourcePicker of the type "${options.type}"`);
    const picked = await bridge.ask("resourcePicker", { options });
    return picked ? Object.assign(picked, { selection: picked }) : undefined;
  };
})();
