/** Letters that come apart into no letter of A to Z by themselves, and what stands for them. */
const STANDS_FOR: ReadonlyMap<string, string> = new Map([
  ...pairs("ß SS ẞ SS æ AE Æ AE œ OE Œ OE ø O Ø O ł L Ł L đ D Đ D ð D Ð D þ TH Þ TH ı I ħ H Ħ H ŋ N Ŋ N"),
  ...pairs("а A б B в V г G д D е E ж ZH з Z и I й Y к K л L м M н N о O п P р R с S т T у U ф F х KH"),
  ...pairs("ц TS ч CH ш SH щ SHCH ы Y э E ю YU я YA і I ї YI є YE ґ G ћ C ђ D љ LJ њ NJ џ DZ ј J"),
  ...pairs("α A β V γ G δ D ε E ζ Z η I θ TH ι I κ K λ L μ M ν N ξ X ο O π P ρ R σ S ς S τ T υ Y φ F χ CH"),
  ...pairs("ψ PS ω O"),
]);

/**
 * A text in the letters A to Z and the digits 0 to 9, everything else left out: "Søren Weiß" -> "SORENWEISS",
 * "Zoë" -> "ZOE", "Мария" -> "MARIYA", "李" -> "".
 */
export function latinOf(text: string): string {
  const plain = Array.from(text.normalize("NFC"), (letter) => {
    const lower = letter.toLowerCase();
    return STANDS_FOR.get(letter) ?? STANDS_FOR.get(lower) ?? apart(letter);
  });
  return plain
    .join("")
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, "");
}

/** "é" is "e" and an accent, "ﬁ" is "fi", "й" was found whole; "ή" is "η", which stands for a letter of ours. */
function apart(letter: string): string {
  return Array.from(letter.normalize("NFKD"), (part) => STANDS_FOR.get(part.toLowerCase()) ?? part).join("");
}

function pairs(text: string): [string, string][] {
  const words = text.split(" ");
  return words.flatMap((letter, at) => (at % 2 === 0 ? [[letter, words[at + 1] ?? ""]] : []));
}
