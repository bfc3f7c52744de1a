"""Cuts the bundled Chinese fonts out of Noto Sans CJK (Debian: apt-get install fonttools fonts-noto-cjk).

Run in this folder: /usr/bin/python3 subset.py. Kept are the characters of GB 2312 above U+3000, the full-width forms and spaces; Latin text comes
from Fyne's own Noto Sans, whose line height the subset takes over, so that mixed lines do not jump.
"""

from fontTools import subset, ttLib

SOURCE = "/usr/share/fonts/opentype/noto/NotoSansCJK-%s.ttc"
SIMPLIFIED = 2  # index of the Simplified Chinese face in the collection
ASCENT, DESCENT = 1069, -293  # of Noto Sans, in thousandths


def characters():
    """Code points of GB 2312 from U+3000 on, and the full-width forms."""
    kept = set(range(0x3000, 0x3030)) | set(range(0xFF01, 0xFF60))
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                kept.add(ord(bytes([row, cell]).decode("gb2312")))
            except UnicodeDecodeError:
                pass
    # A space is drawn in the font of what stands before it, so there have to be spaces.
    return {c for c in kept if c >= 0x3000} | {0x20, 0xA0, 0x2009, 0x200B, 0x202F}


def options():
    o = subset.Options()
    o.layout_features = []
    o.hinting = False
    o.notdef_outline = True
    o.name_IDs = [0, 1, 2, 4, 5, 6, 13, 14]
    o.drop_tables += ["vhea", "vmtx", "VORG", "GPOS", "GSUB", "GDEF", "BASE", "DSIG"]
    return o


def rename(font, weight):
    """A changed font may not keep its name (OFL 1.1, condition 3)."""
    for identity, text in {1: "Restyle Hans", 2: weight, 4: "Restyle Hans " + weight, 6: "RestyleHans-" + weight}.items():
        font["name"].setName(text, identity, 3, 1, 0x409)
    for record in list(font["name"].names):
        if record.platformID != 3 or record.langID != 0x409:
            font["name"].names.remove(record)


for weight in ("Regular", "Bold"):
    font = ttLib.TTFont(SOURCE % weight, fontNumber=SIMPLIFIED, recalcTimestamp=False)
    cut = subset.Subsetter(options())
    cut.populate(unicodes=characters())
    cut.subset(font)
    rename(font, weight)
    for table, up, down in (("hhea", "ascent", "descent"), ("OS/2", "sTypoAscender", "sTypoDescender")):
        setattr(font[table], up, ASCENT)
        setattr(font[table], down, DESCENT)
    font["OS/2"].usWinAscent, font["OS/2"].usWinDescent = ASCENT, -DESCENT
    cff = font["CFF "].cff
    cff.fontNames = ["RestyleHans-" + weight]
    cff.topDictIndex[0].FullName = cff.topDictIndex[0].FamilyName = "Restyle Hans"
    font.save("restyle-hans-%s.otf" % weight.lower())
