"""Charts as Office draws them: their XML by python-pptx, whose output Word opens and edits, and the workbook behind."""

import io
from datetime import datetime

import xlsxwriter
from lxml import etree
from pptx.chart.chart import Chart as OfficeChart
from pptx.chart.data import CategoryChartData
from pptx.chart.xmlwriter import ChartXmlWriter
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Pt

from reports.content import Chart, Run

_LINE, _INK, _GRID = RGBColor(0x00, 0x4E, 0x98), RGBColor(0x33, 0x33, 0x33), RGBColor(0xD9, 0xD9, 0xD9)
_SMALL = Pt(10)
_FONT = "Times New Roman"
_ROOM = 1.25  # of the highest value: its label stands above it
_NEAR_EDGE = 0.25  # of the ranks
_EXTERNAL = "c:externalData"


def chart_xml(chart: Chart, workbook_relation: str) -> bytes:
    """The chart part of a document; its numbers are also in the workbook that the relation names."""
    data = CategoryChartData(number_format=chart.number_format)
    data.categories = chart.categories
    for run in chart.runs:
        data.add_series(run.name, run.values)
    kind = XL_CHART_TYPE.LINE_MARKERS if chart.kind == "line" else XL_CHART_TYPE.BAR_CLUSTERED
    space = parse_xml(ChartXmlWriter(kind, data).xml.encode())
    drawn = OfficeChart(space, None)
    drawn.has_legend = False
    drawn.has_title = False
    drawn.font.size, drawn.font.name = _SMALL, _FONT
    drawn.font.color.rgb = _INK
    axis = drawn.value_axis
    axis.has_major_gridlines = True
    axis.major_gridlines.format.line.color.rgb = _GRID
    axis.format.line.color.rgb = _GRID
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = chart.number_format, False
    if chart.is_rank:
        axis.reverse_order = True
        axis.minimum_scale = 1
        # What is written below the best rank's line would cross the picture: the periods stay at the foot.
        drawn.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
    else:
        # Office writes numbers in its own language, not in the document's: each point says its own, the axis none.
        axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE
        axis.minimum_scale = 0
        axis.maximum_scale = _ROOM * max((value or 0 for run in chart.runs for value in run.values), default=0) or 1
    if chart.most:
        axis.maximum_scale = chart.most
    drawn.category_axis.format.line.color.rgb = _GRID
    for plot in drawn.plots:
        plot.has_data_labels = True
        labels = plot.data_labels
        labels.number_format, labels.number_format_is_linked = chart.number_format, False
        labels.show_value = True
        labels.font.size, labels.font.bold = _SMALL, True
        if chart.kind == "line":
            labels.position = XL_LABEL_POSITION.ABOVE
        for series, run in zip(plot.series, chart.runs, strict=True):
            _style(series, chart)
            _label(series, run, chart)
    external = space.find(qn(_EXTERNAL))
    if external is None:
        external = etree.SubElement(space, qn(_EXTERNAL))
        etree.SubElement(external, qn("c:autoUpdate")).set("val", "0")
    external.set(qn("r:id"), workbook_relation)
    return bytes(etree.tostring(space, xml_declaration=True, encoding="UTF-8", standalone=True))


def _label(series: object, run: Run, chart: Chart) -> None:
    """Write the labels of a run above its points, as texts; below those at the upper edge, which would cut them off."""
    for at, text in enumerate(run.labels):
        value = run.values[at]
        if value is None:
            continue
        is_at_edge = chart.is_rank and value < _NEAR_EDGE * (chart.most or 0)
        label = series.points[at].data_label  # type: ignore[attr-defined]
        written = label.text_frame.paragraphs[0].add_run()
        written.text = text
        written.font.size, written.font.bold, written.font.name = _SMALL, True, _FONT
        written.font.color.rgb = _INK
        label.position = XL_LABEL_POSITION.BELOW if is_at_edge else XL_LABEL_POSITION.ABOVE


def _style(series: object, chart: Chart) -> None:
    if chart.kind == "bar":
        series.format.fill.solid()  # type: ignore[attr-defined]
        series.format.fill.fore_color.rgb = _LINE  # type: ignore[attr-defined]
        return
    series.smooth = False  # type: ignore[attr-defined]
    series.format.line.color.rgb, series.format.line.width = _LINE, Pt(2.25)  # type: ignore[attr-defined]
    marker = series.marker  # type: ignore[attr-defined]
    marker.style, marker.size = XL_MARKER_STYLE.CIRCLE, 7
    marker.format.fill.solid()
    marker.format.fill.fore_color.rgb = _LINE
    marker.format.line.color.rgb = _LINE


def workbook(chart: Chart, made_at: datetime) -> bytes:
    """The workbook that Office opens when somebody edits the chart: categories down, runs across."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": made_at})
    sheet = book.add_worksheet()
    sheet.write_column(1, 0, chart.categories)
    for column, run in enumerate(chart.runs, start=1):
        sheet.write(0, column, run.name)
        for row, amount in enumerate(run.values, start=1):
            if amount is not None:
                sheet.write_number(row, column, amount)
    book.close()
    return stream.getvalue()
