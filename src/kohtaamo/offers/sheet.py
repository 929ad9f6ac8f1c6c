"""A sheet to write an offer on: A4, the font embedded, tables whose head is repeated on the next page."""

from __future__ import annotations

from collections.abc import Sequence

import ttf_opensans
from django.utils.translation import gettext as _
from django.utils.translation import override
from fpdf import FPDF
from fpdf.enums import Align, TableBordersLayout
from fpdf.fonts import FontFace

from kohtaamo.platform.time import now

FONT = "Open Sans"
LEFT, RIGHT, TOP = 20, 20, 18  # mm
GREY = (90, 98, 104)  # 6.2:1 on white


class Paper(FPDF):
    """A4 with the organisation above and the number of the offer and the page below."""

    def __init__(self, language: str, below: str) -> None:
        super().__init__(format="A4")
        self.below, self.language = below, language
        self.set_margins(LEFT, TOP, RIGHT)
        self.set_auto_page_break(True, margin=22)
        self.add_font(FONT, "", ttf_opensans.OPENSANS_REGULAR.path)
        self.add_font(FONT, "B", ttf_opensans.OPENSANS_BOLD.path)
        self.set_font(FONT, size=10)
        self.set_lang(language)
        self.set_creation_date(now())

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font(FONT, size=8)
        self.set_text_color(*GREY)
        with override(self.language):
            page = _("Page {page} of {pages}").replace("{page}", str(self.page_no())).replace("{pages}", "{nb}")
        self.cell(0, 5, f"{self.below} · {page}")
        self.set_text_color(0)

    def words(self, text: str, *, size: float = 10, bold: bool = False, grey: bool = False, after: float = 2) -> None:
        """A paragraph over the whole width."""
        self.set_font(FONT, "B" if bold else "", size)
        self.set_text_color(*(GREY if grey else (0, 0, 0)))
        self.multi_cell(0, size * 0.55, text, align=Align.L, new_x="LMARGIN", new_y="NEXT")
        self.set_text_color(0)
        self.ln(after)

    def heading(self, text: str) -> None:
        """A heading that is also a bookmark, never left alone at the foot of a page."""
        if self.will_page_break(24):
            self.add_page()
        self.ln(3)
        self.start_section(text)
        self.words(text, size=12, bold=True, after=1)

    def fact(self, label: str, value: str) -> None:
        """A line of a label and what it stands for."""
        self.set_font(FONT, "B", 10)
        self.cell(38, 6, label)
        self.set_font(FONT, "", 10)
        self.multi_cell(0, 6, value, align=Align.L, new_x="LMARGIN", new_y="NEXT")

    def rows(self, heads: Sequence[str], rows: Sequence[Sequence[str]], *, widths: Sequence[int]) -> None:
        """A table; ``widths`` are shares of the whole."""
        self.set_font(FONT, "", 9)
        aligns = (Align.L, *(Align.R for _head in heads[1:]))
        with self.table(
            col_widths=tuple(widths), text_align=aligns, line_height=5.4, padding=(1, 1.5),
            borders_layout=TableBordersLayout.HORIZONTAL_LINES, headings_style=FontFace(emphasis="BOLD"), repeat_headings=1,
        ) as table:  # fmt: skip
            for row in (heads, *rows):
                cells = table.row()
                for text in row:
                    cells.cell(text)
        self.ln(2)
