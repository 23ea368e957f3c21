"""What every form does when it is sent again: named here, so that none is forgotten."""

from flask import Flask

# They make something, and carry a mark (docs/decisions/0023): the first is led to.
MARKED = {
    "desk": ("bring_in",),
    "desk_bring": ("add", "bring"),
    "desk_offers": ("take",),  # a line that is made up; what it accepts is accepted
    "groups": ("make", "renew"),
    "hosting": ("open_room",),
    "people": ("invite", "offer_reset"),
}
# They make one of a kind: a constraint, a code drawn with the page, or a step seen.
ONE_OF_A_KIND = {
    "assignments": ("assign", "assign_tests"),  # the group has the pack, with new days
    "cases": ("start",),  # the round that is open
    "desk_line_new": ("add",),  # the very same line stays one
    "desk_lines": ("undo",),  # the step that the page showed
    "desk_publish": ("publish", "try_out"),  # a version of what has changed
    "desk_texts": ("look_over",),  # compared once
    "entrance": ("register",),  # an address has one account
    "hosting": ("share", "take_step"),  # the step from the version that was seen
    "join": ("enter",),  # brought back
    "phones": ("take_seat", "vote"),
    "rounds": ("answer",),
    "takeaway": ("begin_test",),
}
# They set something to what is sent.
SETS = {
    "account": ("end_sign_ins", "rename"),
    "desk_cases": ("describe",),
    "desk_line": ("change",),
    "desk_lines": ("decide",),
    "desk_packs": ("describe", "share"),
    "desk_publish": ("withdraw",),
    "groups": ("change", "share"),
    "hosting": ("send_out",),
    "join": ("play_as", "play_as_yourself"),
    "people": ("change_role", "revoke", "sign_out"),
    "roster": ("rename",),
    "you": ("rejoin",),
}
# They take something away or use it up: the second finds it gone, and says so.
GONE = {
    "account": ("bring", "change_password", "delete", "erase"),
    "assignments": ("withdraw",),
    "desk_cases": ("remove",),
    "desk_packs": ("leave", "remove"),
    "entrance": ("give_code", "sign_out"),
    "groups": ("erase", "leave"),
    "join": ("leave",),
    "links": ("accept", "reset_password"),
    "people": ("remove", "turn_off_second_factor"),
    "roster": ("merge", "remove"),
    "second_factor": ("renew_codes", "turn_off", "turn_on"),  # figures are used up
    "you": ("erase", "leave"),
}
# Nothing is stored, or what nobody can use and ends by itself: a sign-in whose cookie
# was lost with the answer, a secret that no app was shown.
HARMLESS = {"entrance": ("sign_in",), "second_factor": ("begin",)}


def test_the_table_names_every_form(lasting_app: Flask) -> None:
    named = [
        f"{page}.{function}"
        for table in (MARKED, ONE_OF_A_KIND, SETS, GONE, HARMLESS)
        for page, functions in table.items()
        for function in functions
    ]
    there = {
        rule.endpoint
        for rule in lasting_app.url_map.iter_rules()
        if "POST" in (rule.methods or ())
    }
    assert sorted(named) == sorted(there)
