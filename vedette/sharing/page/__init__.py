"""The offline page: one HTML file that shows a plan and needs nothing else.

In: a package (theatre, plan, its picture, the drawn roster, options beside it).
Out: one JSON object (``page_data``, its shape is in docs/reference/page-data.md), and
the HTML file around it (``render_page``). The file asks no network and no server for
anything, so that it can be handed over on a stick and opened years later.
"""

from vedette.sharing.page.data import page_data
from vedette.sharing.page.render import render_page

__all__ = ["page_data", "render_page"]
