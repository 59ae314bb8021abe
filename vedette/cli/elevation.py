"""``vedette theatre elevation``: put one's own heights into a theatre."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli.screens import print_json

if TYPE_CHECKING:
    from vedette.desk.elevation import ElevationReport


def elevation(
    folder: Annotated[
        str, typer.Argument(metavar="DIR", help="The folder of your own theatre.")
    ],
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="GeoTIFF or .hgt files, one or more."),
    ],
    step: Annotated[
        float,
        typer.Option(metavar="ARCSEC", help="Side of a cell; 1 is about 30 m."),
    ],
    error_m: Annotated[
        float,
        typer.Option("--error-m", metavar="M", help="Error to state, metres."),
    ],
    credit: Annotated[str, typer.Option(help="Whom to credit, and what for.")],
    licence: Annotated[str, typer.Option(help="On what terms it may be used.")],
    fill: Annotated[
        bool,
        typer.Option("--fill", help="Fill voids from the theatre's present grid."),
    ] = False,
    carve: Annotated[
        bool,
        typer.Option("--carve", help="Carve the border river so that it only falls."),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Check and tell; change nothing.")
    ] = False,
    json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object instead.")
    ] = False,
) -> None:
    """Put your own elevation into a theatre's folder; whole, or not at all."""
    from vedette.desk.elevation import OwnElevation, put_elevation

    asked = OwnElevation(
        files=tuple(files),
        step_s=step,
        error_m=error_m,
        credit=credit,
        licence=licence,
        fill=fill,
        carve=carve,
    )
    report = put_elevation(folder, asked, dry_run=dry_run)
    if json:
        print_json(report.as_json())
    else:
        typer.echo("\n".join(_tell(report)))


def _tell(report: "ElevationReport") -> list[str]:
    """Say in words what was, or would be, written."""
    wide, tall = report.cell_m
    lines = [
        f"{report.rows:,} x {report.columns:,} cells of {wide:.0f} m x {tall:.0f} m,"
        f" longitude {report.west:.3f} to {report.east:.3f}, latitude"
        f" {report.south:.3f} to {report.north:.3f}; {report.lowest_m:,} to"
        f" {report.highest_m:,} m, stated error {report.error_m:g} m."
    ]
    for how, is_coarsened in (("the mean of", True), ("bilinear between", False)):
        cells = [s.cell_m for s in report.sources if s.is_coarsened == is_coarsened]
        if cells:
            lines.append(
                f"Heights are {how} cells of {min(cells):.0f} to {max(cells):.0f} m"
                f" from {len(cells)} {'file' if len(cells) == 1 else 'files'}."
            )
    if report.unused:
        lines.append(f"Outside the theatre, not used: {', '.join(report.unused)}.")
    if report.filled:
        lines.append(f"{report.filled:,} voids filled from the present grid.")
    if report.carved:
        lines.append(f"{report.carved:,} cells lowered so that the river only falls.")
    if report.difference is not None:
        off = report.difference
        lines.append(
            f"Against the present grid, at {off.cells:,} cells: median"
            f" {off.median_m:+.0f} m, RMS {off.rms_m:.0f} m, at most"
            f" {off.largest_m:,.0f} m."
        )
    verb = "Wrote" if report.written else "Nothing was written; it would be"
    lines.append(f"{verb} {', '.join(report.files)} in {report.folder}.")
    if report.left_over:
        lines.append(f"{report.left_over} is no longer used; delete it if you like.")
    return lines
