/** C0 controls and DEL, apart from those in `except`. */
export function hasControlCharacter(text: string, except = ''): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if ((code < 0x20 || code === 0x7f) && !except.includes(text[i])) {
      return true;
    }
  }
  return false;
}
