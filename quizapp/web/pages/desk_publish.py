"""Try and publish: what is decided goes on a shelf, for its editors or for groups."""

from dataclasses import replace
from datetime import UTC, datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from quizapp.desk.check import Check, Obstacle
from quizapp.errors import Conflict, QuizappError
from quizapp.game.audience import Audience
from quizapp.game.line import Form
from quizapp.packs.archive import files_archive
from quizapp.packs.pack import Case, Pack
from quizapp.packs.write import pack_files
from quizapp.services import assignments, desk_packs, groups, loading, publishing
from quizapp.services.accounts import SignedIn
from quizapp.services.desk_packs import PackOnDesk
from quizapp.services.groups import ShownGroup
from quizapp.services.loading import Shelf
from quizapp.services.publishing import Version
from quizapp.web.downloads import archive
from quizapp.web.fields import Sent, whole
from quizapp.web.lacking import check_decided
from quizapp.web.login import instructor, participant, remember
from quizapp.web.sessions import database
from quizapp.wording import gettext as _


def try_out(pack: int) -> ResponseReturnValue:
    """Let those who work on a pack play what is decided, as a player would."""
    me = instructor()
    value, check = _decided(me, pack)
    # What a pack says of itself can wait until it is published.
    faults = [o for o in check.obstacles if o.line or not value.cases]
    case = next((c.slug for c in value.cases if _trains(c)), None)
    if faults or case is None:
        return _in_the_way(me, pack, faults or [_nothing_to_train()])
    slug = f"try-{value.slug}-{pack}"
    with database().writing() as session:
        _check_unchanged(session, me, pack, value)
        loading.load_pack(
            session,
            replace(value, slug=slug),
            now=datetime.now(UTC),
            shelf=Shelf(Audience.EDITORS, pack),
        )
    if participant() != me.participant:
        remember(me.participant)
    return redirect(url_for("cases.show", pack=slug, case=case), 303)


def show(pack: int) -> ResponseReturnValue:
    """Show what stands in the way, who will see it, and what was published before."""
    return _page(instructor(), pack, Sent())


def publish(pack: int) -> ResponseReturnValue:
    """Publish what is decided as the next version, to the groups that are ticked."""
    me, sent = instructor(), Sent()
    value, check = _decided(me, pack)
    if check.obstacles:
        return _page(me, pack, sent), 409
    try:
        with database().writing() as session:
            _check_unchanged(session, me, pack, value)
            _shelve(session, me, pack, value)
    except QuizappError as refusal:
        sent.refuse(refusal)
        return _page(me, pack, sent), 409
    flash(_("Published."))
    return redirect(url_for(".show", pack=pack, _anchor="versions"), 303)


def withdraw(pack: int) -> ResponseReturnValue:
    """Take a published pack off every shelf."""
    me, sent = instructor(), Sent()
    with database().reading() as session:
        desk_packs.find_pack(session, person=me.number, pack=pack)
    if not sent.ticked("withdraw"):
        return _page(me, pack, sent), 400
    with database().writing() as session:
        now = datetime.now(UTC)
        publishing.withdraw(session, person=me.number, pack=pack, now=now)
    flash(_("Withdrawn."))
    return redirect(url_for(".show", pack=pack, _anchor="versions"), 303)


def export(pack: int, number: int) -> ResponseReturnValue:
    """Send a version as it was published."""
    me = instructor()
    with database().reading() as session:
        found = desk_packs.find_pack(session, person=me.number, pack=pack)
        files = publishing.version_files(
            session, person=me.number, pack=pack, number=number
        )
    content = files_archive(found.slug, files)
    return archive(content, f"{found.slug}-version-{number}")


def _decided(me: SignedIn, pack: int) -> tuple[Pack, Check]:
    """Return what is decided, and what is wrong with it; nothing is held meanwhile."""
    with database().reading() as session:
        value = publishing.decided_pack(session, person=me.number, pack=pack)
    return value, check_decided(value)


def _check_unchanged(session: Session, me: SignedIn, pack: int, value: Pack) -> None:
    """Raise `Conflict` where something was decided since it was checked."""
    now = publishing.decided_pack(session, person=me.number, pack=pack)
    if now.digest != value.digest:
        raise Conflict(
            _("Somebody decided on something in between. Look again, then publish.")
        )


def _shelve(session: Session, me: SignedIn, pack: int, value: Pack) -> None:
    now = datetime.now(UTC)
    publishing.publish(session, person=me.number, pack=pack, now=now)
    shelved = replace(value, slug=f"{value.slug}-{pack}")
    shelf = Shelf(Audience.GROUPS, pack)
    loading.load_pack(session, shelved, now=now, shelf=shelf)
    wanted = assignments.Wanted(shelved.slug, now.date())
    for number in _groups_ticked():
        assignments.assign_pack(
            session, person=me.number, group=number, wanted=wanted, now=now
        )


def _groups_ticked() -> list[int]:
    # What is no number is nobody's group.
    return [whole(typed) or 0 for typed in request.form.getlist("group")]


def _trains(case: Case) -> bool:
    return any(line.form is Form.TRAINING for line in case.lines)


def _nothing_to_train() -> Obstacle:
    sentence = _("every line is in a test; leave some of them to train on")
    return Obstacle(sentence, any_line=True)


def _in_the_way(
    me: SignedIn, pack: int, obstacles: list[Obstacle]
) -> ResponseReturnValue:
    with database().reading() as session:
        found = desk_packs.find_pack(session, person=me.number, pack=pack)
    page = render_template("desk/obstacles.html", pack=found, obstacles=obstacles)
    return page, 409


def _page(me: SignedIn, pack: int, sent: Sent) -> str:
    value, check = _decided(me, pack)
    with database().reading() as session:
        found = desk_packs.find_pack(session, person=me.number, pack=pack)
        shelved = publishing.on_shelf(session, person=me.number, pack=pack)
        versions = publishing.versions(session, person=me.number, pack=pack)
        unchanged = _is_unchanged(session, me, found.number, value, versions)
        mine = groups.groups_taught(session, person=me.number)
        has_it = _who_has_it(session, me, mine, shelved.published)
    return render_template(
        "desk/publish.html",
        pack=found,
        lines=sum(len(case.lines) for case in value.cases),
        waiting=sum(case.proposed for case in found.cases),
        left_out=[case.title for case in found.cases if not case.accepted],
        check=check,
        warnings=_with_titles(check.warnings, found),
        shelved=shelved,
        versions=versions,
        unchanged=unchanged,
        groups=[group for group in mine if group.erased_at is None],
        has_it=has_it,
        problems=sent.problems,
    )


def _with_titles(warnings: tuple[str, ...], pack: PackOnDesk) -> list[str]:
    """Return sentences that begin with a case's name with its title instead."""
    titles = {f"{case.slug}: ": f"{case.title}: " for case in pack.cases}
    return [
        next((t + w[len(n) :] for n, t in titles.items() if w.startswith(n)), w)
        for w in warnings
    ]


def _is_unchanged(
    session: Session,
    me: SignedIn,
    pack: int,
    value: Pack,
    versions: tuple[Version, ...],
) -> bool:
    """Tell whether the newest version still stands, and holds what is decided now."""
    if not versions or versions[0].withdrawn_at:
        return False
    newest = versions[0].number
    files = publishing.version_files(
        session, person=me.number, pack=pack, number=newest
    )
    return dict(files) == pack_files(value)


def _who_has_it(
    session: Session, me: SignedIn, mine: tuple[ShownGroup, ...], slug: str | None
) -> frozenset[int]:
    return frozenset(
        group.number
        for group in mine
        for given in assignments.assigned_to_group(
            session, person=me.number, group=group.number
        )
        if given.pack == slug
    )
