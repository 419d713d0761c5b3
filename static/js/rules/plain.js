// Formulas as slides print them, in the letters of the language: "a ← ρa + (1−ρ)·g²" becomes "a = rho*a + (1-rho)*g^2". Pure.

const GREEK = {
  α: "alpha", β: "beta", γ: "gamma", δ: "delta", Δ: "delta", ε: "eps", ϵ: "eps", η: "eta", θ: "theta", κ: "kappa", λ: "lambda", μ: "mu", ρ: "rho", σ: "sigma", τ: "tau", φ: "phi", ω: "omega",
};
const DIGITS = "₀₁₂₃₄₅₆₇₈₉";
const SIGNS = { "·": "*", "×": "*", "∗": "*", "⋅": "*", "−": "-", "–": "-", "÷": "/", "∕": "/", "⁄": "/", "←": "=", "≤": "<=", "≥": ">=", "½": "0.5", "[": "(", "]": ")", "{": "(", "}": ")", "²": "^2", "³": "^3", "⁴": "^4", "ᵗ": "^t", "\u00a0": " " };

/** The same text in plain letters, with signs between factors where there is no doubt; comments stay. */
export function inPlainLetters(text) {
  return text.split("\n").map((line) => {
    const [formula, ...comment] = line.split("#");
    return [plain(formula), ...comment].join("#");
  }).join("\n");
}

function plain(text) {
  return text
    .replaceAll("**", "^")
    // A root over parentheses, or over one name.
    .replace(/√\s*(?=\()/g, "sqrt")
    .replace(/√\s*([\p{L}][\p{L}\d_₀-₉]*)/gu, "sqrt($1)")
    // A Greek letter and a factor beside it are two factors: ρa is rho*a.
    .replace(/([α-ωΑ-Ωϵ][₀-₉]*)(?=\s*[\p{L}(√])/gu, "$1*")
    .replace(/(\d)\s*(?=[α-ωΑ-Ωϵ])/gu, "$1*")
    .replace(/\)\s*(?=[\p{L}(√])/gu, ")*")
    .replace(/[₀-₉]/g, (digit) => DIGITS.indexOf(digit))
    .replace(/./gu, (letter) => GREEK[letter] ?? SIGNS[letter] ?? letter);
}
