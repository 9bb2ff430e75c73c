"""``python -m etl sync | restore-from-lake | repair-lake | prune-lake``: the lake that several servers share."""

import argparse
from collections.abc import Callable

from etl.building import builder, os_user, recorded
from etl.folders import Folders
from etl.report import Report
from warehouse import builds, paths
from warehouse.errors import LakeFailed


def _require_lake() -> None:
    """Raises LakeFailed (``settings``) where no lake is configured, or wrongly."""
    from warehouse.lake import settings

    if settings.configured() is None:
        raise LakeFailed("settings", "DTI_LAKE: –")


def sync(_: argparse.Namespace, report: Report) -> int:
    """Take over the newest publication of the lake as the current build of this server."""
    _require_lake()
    from warehouse.lake import acts

    folders = Folders()
    done = acts.sync(folders.warehouse, folders.loaded, report.progress)
    report.facts |= done
    report.say("lake_synced" if done["is_new"] else "lake_same", **done)
    return 0


def restore(_: argparse.Namespace, report: Report) -> int:
    """Make this machine the publisher from what the lake holds: its newest build, its loads and its audit log."""
    _require_lake()
    from warehouse.lake import acts

    folders = Folders()
    done = acts.restore(folders.warehouse, folders.loaded, report.progress)
    report.facts |= done
    report.say("lake_restored", **{**done, "loads": len(done["loads"])})
    return 0


def repair(_: argparse.Namespace, report: Report) -> int:
    """Write the newest publication into the lake anew, from the file this publisher shows."""
    _require_lake()
    from warehouse.lake import acts

    folders = Folders()
    act = ("repair_lake", os_user(), "", builds.current_id(folders.warehouse))
    with builder(folders, *act), recorded(folders.loaded, *act):
        done = acts.repair(folders.warehouse, report.progress)
    report.facts |= done
    report.say("lake_repaired", **{**done, "written": len(done["written"])})
    return 0


def prune(arguments: argparse.Namespace, report: Report) -> int:
    """Remove old snapshots, files given up and orphans from the lake; what goes is listed."""
    _require_lake()
    from warehouse.lake import acts

    done = acts.prune(is_trial=arguments.dry_run)
    report.facts |= done
    for name in (*done["expired"], *done["files"]):
        report.line(f"  {name}")
    counts = {key: len(listed) for key, listed in done.items()}
    report.say("lake_would_prune" if arguments.dry_run else "lake_pruned", **counts)
    return 0


def say_status(report: Report) -> None:
    """What this server knows of the lake; nothing where it stands alone."""
    if not paths.lake()["catalog"]:
        return
    from warehouse.lake import following

    directory = paths.warehouse_dir()
    view = following.view(directory)
    report.facts["lake"] = view
    report.say(f"lake_{view['state']}", **view)


def add_verbs(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Declare the verbs; `add` takes a name, what runs it and what it is for."""
    add("sync", sync, "Take over the newest publication of the shared lake.")
    add("restore-from-lake", restore, "Make this machine the publisher from what the shared lake holds.")
    add("repair-lake", repair, "Write the newest build into the shared lake anew, where its files were damaged.")
    pruning = add("prune-lake", prune, "Remove what nobody needs any more from the shared lake.")
    pruning.add_argument("--dry-run", action="store_true", help="only say what would go")
