"""Files checked as a build would read them, in a draft of the load they would make; nothing is built or changed."""

from collections.abc import Callable, Sequence
from hashlib import sha256

from etl import drafts
from etl.cache import Cache
from etl.folders import Folders
from etl.load import layout_files
from etl.loads import in_force, loads
from etl.loads.draft import STEPS, Draft
from etl.loads.load_parts import shown_name
from etl.loads.loaded_before import read_loaded_before
from etl.loads.purpose import Purpose
from etl.loads.purpose_checks import purpose_problems
from etl.loads.spoken import in_words
from etl.loads.uploads import Checked, FileVerdict, Said, Upload
from etl.rules import Rules, read_rules
from etl.shapes.layouts import VOCABULARY
from warehouse import paths
from warehouse.errors import BuildFailed, reason_of

Progress = Callable[[str, int, int], None]


def check_uploads(
    uploads: Sequence[Upload], purpose: Purpose, said: Said, progress: Progress, folders: Folders
) -> Checked:
    """See `etl.loads.loading.check`."""
    active = loads.active(folders.warehouse, folders.loaded)
    loaded = in_force.folders(folders.loaded, active)
    rules, problems = read_rules(folders.reference, folders.layouts, folders.sql, loaded)
    if isinstance(rules, Rules):
        problems = [*problems, *purpose_problems(purpose, rules.codebook)]
    if not isinstance(rules, Rules) or any(problem.blocks for problem in problems):
        verdicts = tuple(FileVerdict(shown_name(each.name), sha256(each.content).hexdigest()) for each in uploads)
        return in_words(Checked(purpose, verdicts, tuple(sorted(problems))), rules.reference)
    before = read_loaded_before(folders, active)
    steps = STEPS * len(uploads)
    try:
        with drafts.draft() as place:
            draft = Draft(place, purpose, rules, before, folders.sql)
            draft.scale = said.scale
            draft.declare(said.mapping, is_single=len(uploads) == 1)
            layouts = layout_files(folders.layouts, [*loaded, draft.folder])
            parsed = paths.parsed_dir(folders.warehouse)
            cache = Cache(parsed, layouts, draft.rules.reference, folders.sql, folders.layouts / VOCABULARY)
            for number, upload in enumerate(uploads):
                draft.add(upload, cache, _further(progress, STEPS * number, steps))
            return in_words(draft.checked(problems), draft.rules.reference)
    except OSError as fault:
        raise BuildFailed(reason_of(fault), str(fault)) from fault


def _further(progress: Progress, done: int, steps: int) -> Callable[[int], None]:
    """What tells the steps of one file, `done` being those of the files before it."""
    return lambda step: progress("check", done + step, steps)
