"""What somebody typed, as every page may show it."""

import unicodedata


def tidy(text: str) -> str:
    """Line ends as in Unix, without blanks at the ends and characters that no page may hold."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if _may_be_shown(sign)).strip()


def _may_be_shown(sign: str) -> bool:
    if sign in "\n\t":
        return True
    is_no_character = ord(sign) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(sign) <= 0xFDEF
    return not is_no_character and unicodedata.category(sign) not in ("Cc", "Cs")
