"""Bytes to Unicode when the label may be missing, unknown or a lie."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

from charset_normalizer import from_bytes

_LATIN = "cp1252"
_CODECS = {
    "usascii": "ascii",
    "ascii": "ascii",
    "ansix341968": "ascii",
    "iso88591": _LATIN,
    "iso885911987": _LATIN,
    "latin1": _LATIN,
    "l1": _LATIN,
    "ansi": _LATIN,
    "xansi": _LATIN,
    "gb2312": "gb18030",
    "gb231280": "gb18030",
    "csgb2312": "gb18030",
    "gbk": "gb18030",
    "xgbk": "gb18030",
    "euccn": "gb18030",
    "cngb": "gb18030",
    "ksc56011987": "cp949",
    "ksc56011989": "cp949",
    "ksc5601": "cp949",
    "csksc56011987": "cp949",
    "euckr": "cp949",
    "korean": "cp949",
    "shiftjis": "cp932",
    "csshiftjis": "cp932",
    "sjis": "cp932",
    "xsjis": "cp932",
    "mskanji": "cp932",
    "windows31j": "cp932",
    "cswindows31j": "cp932",
    "eucjp": "euc_jp",
    "xeucjp": "euc_jp",
    "big5": "cp950",
    "cnbig5": "cp950",
    "xxbig5": "cp950",
    "csbig5": "cp950",
    "iso2022jp": "iso2022_jp",
    "csiso2022jp": "iso2022_jp",
    "iso88598i": "iso8859_8",
    "iso88598e": "iso8859_8",
    "windows874": "cp874",
    "tis620": "cp874",
    "iso885911": "cp874",
    "macintosh": "mac_roman",
    "xmacroman": "mac_roman",
    "xmaccyrillic": "mac_cyrillic",
    "utf8": "utf_8",
    "utf8mb4": "utf_8",
    "unicode11utf8": "utf_8",
    "unicode11utf7": "utf_7",
    "xunicode20utf7": "utf_7",
    "unicode": "utf_16",
    "ucs2": "utf_16",
    "iso10646ucs2": "utf_16",
}
_WIDER = {
    "cp932": ("shift_jis_2004",),
    "cp950": ("big5hkscs",),
    "euc_jp": ("euc_jis_2004",),
    "iso2022_jp": ("iso2022_jp_ext", "iso2022_jp_2004"),
}
_NOT_CHARSETS = {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem", "charmap"}
_LATINS = {"ascii", _LATIN, "iso8859-15", "iso8859-1"}
_GUESSED_NAMES = "cp1252 cp1250 cp1251 koi8_r cp1253 cp1254 cp1255 cp1256 cp1257 cp932 euc_jp gb18030 big5 cp949"
_GUESSED_CODECS = _GUESSED_NAMES.split()
_CP1252 = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256))
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_HIGH_RUN = re.compile(rb"[\x80-\xff]{3,}")
_WESTERN = "äöåÄÖÅüÜßéÉèêëàâáãçñóôòõúùûíìîïøØæÆ–—‘’‚“”„…•€£§°©®™«»·´ \xad¿¡½¼²³º\xb5×žšŽŠŒœ".encode("cp1252")
_HIRAGANA = re.compile("[\u3041-\u3096]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_ASCII_BYTES, _HIGH_BYTES = bytes(range(128)), bytes(range(128, 256))
_FOR_GUESSING = {"ascii", "utf_7", "utf_8", "utf-8", "utf-7", _LATIN}
_SAMPLE, _LONG_SAMPLE = 4096, 65536


@lru_cache(maxsize=512)
def codec_for(label: str) -> str:
    """The name of the codec a charset label stands for, or an empty string when it stands for none."""
    label = re.split(r"[;,\s]", label.strip("\"'<> \t").lower(), maxsplit=1)[0].removeprefix("charset=")
    known = _CODECS.get(re.sub(r"[^a-z0-9]", "", label))
    if known:
        return known
    try:
        found = codecs.lookup(label)
        "".encode(label)
    except (LookupError, UnicodeError, ValueError):
        return ""
    return "" if found.name in _NOT_CHARSETS else found.name


def decode(data: bytes, label: str = "") -> tuple[str, bool]:
    """The text of ``data``, and whether its label was right.

    Tried in turn: the label, strictly; UTF-8; a guess from the bytes; Windows-1252, which never fails. Latin
    labels on bytes that are UTF-8 count as wrong: real Latin text is never UTF-8 by chance.
    """
    if data.isascii() and b"\x1b" not in data and b"+" not in data and b"\0" not in data and b"~" not in data:
        return data.decode("ascii"), True
    codec = codec_for(label) if label else ""
    if codec:
        text = _strictly(data, codec)
        if text is not None:
            return _whole(text), True
        mended = _nearly(data, codec)
        if mended is not None:
            return _whole(mended), False
    text = _guess(data)
    return _whole(text), data.isascii() or (not label and _is_utf8(data))


def _strictly(data: bytes, codec: str) -> str | None:
    if codec in _LATINS and _MULTIBYTE.search(data) and _is_utf8(data):
        return None
    if codec == _LATIN:
        return as_windows_1252(data)
    if codec == "utf_16" and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        codec = _utf16_order(data)
    for candidate in (codec, *_WIDER.get(codec, ())):
        source = data.replace(b"\x1b$B", b"\x1b$(Q") if candidate == "iso2022_jp_2004" else data
        try:
            return source.decode(candidate)
        except (UnicodeError, ValueError):
            continue
    return None


def _nearly(data: bytes, codec: str) -> str | None:
    """The text in the codec it is labelled with, when only a few bytes of it are broken."""
    if codec in _FOR_GUESSING or _is_utf8(data):
        return None
    try:
        text = data.decode(codec, "replace")
    except (UnicodeError, ValueError):
        return None
    return text if text.count("\ufffd") * 10 <= len(data) - len(data.translate(None, _HIGH_BYTES)) else None


def _guess(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        text = data.decode("utf-8")
    except UnicodeError:
        return _guess_legacy(data)
    if "\x1b$" in text:
        return _strictly(data, "iso2022_kr" if "\x1b$)C" in text else "iso2022_jp") or text
    return text


def _guess_legacy(data: bytes) -> str:
    sample = data[:_LONG_SAMPLE]
    high, multibyte = len(_HIGH.findall(sample)), sum(map(len, _MULTIBYTE.findall(sample)))
    if multibyte * 2 > high:
        return data.decode("utf-8", "replace")
    if data.count(0) * 3 > len(data):
        return data.decode(_utf16_order(data), "replace")
    codec = "" if _looks_western(data) else _detected(data)
    return (_strictly(data, codec) if codec else None) or as_windows_1252(data)


def _looks_western(data: bytes) -> bool:
    return not _HIGH_RUN.search(data) and not data.translate(None, _ASCII_BYTES + _WESTERN)


def _detected(data: bytes) -> str:
    first = _HIGH.search(data)
    start = max(0, first.start() - _SAMPLE // 4) if first else 0
    sample = data[start : start + _SAMPLE]
    japanese = next((codec for codec in ("cp932", "euc_jp") if _is_japanese(sample, codec)), "")
    best = None if japanese else from_bytes(sample, cp_isolation=_GUESSED_CODECS).best()
    return best.encoding if best else japanese


def _is_japanese(data: bytes, codec: str) -> bool:
    """Hiragana make up much of any Japanese sentence, and hardly any of another text misread."""
    text = data.decode(codec, "ignore")
    return len(_HIRAGANA.findall(text)) * 5 > sum(not letter.isascii() for letter in text)


def as_windows_1252(data: bytes) -> str:
    """Windows-1252, its five undefined bytes standing for themselves (as the WHATWG Encoding Standard has it)."""
    return codecs.charmap_decode(data, "strict", _CP1252)[0]


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeError:
        return False
    return True


def _utf16_order(data: bytes) -> str:
    return "utf_16_be" if data[0:_SAMPLE:2].count(0) > data[1:_SAMPLE:2].count(0) else "utf_16_le"


def _whole(text: str) -> str:
    text = text.removeprefix("\ufeff")
    if not _SURROGATE.search(text):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
