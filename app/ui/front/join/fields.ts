import { type ApplicationFields, languageFor } from "#app/creators/application.ts";
import type { CreatorLanguage } from "#app/creators/creator.ts";

/** Reads an application from a posted form; what is missing, or is a file, is empty. */
export function readJoinForm(form: FormData): {
  typed: ApplicationFields;
  marks: { token: string; trap: string; language: CreatorLanguage };
} {
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? value : "";
  };
  return {
    typed: {
      name: text("name"),
      email: text("email"),
      handle: text("handle"),
      url: text("url"),
      audience: text("audience"),
      message: text("message"),
      terms: text("terms"),
    },
    marks: { token: text("token"), trap: text("leave_empty"), language: languageFor(text("language"), null) },
  };
}
