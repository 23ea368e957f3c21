"""How often the 95 % intervals of simulated groups hold what is true of their readers.

    python -m bench.coverage [--classes 400] [--people 5 8 12 20 30]

Takes two minutes; docs/measuring.md shows a run.
"""

import argparse
from random import Random

from quizapp.game.draws import Draws
from quizapp.game.resampling import Counts, counted_dials
from quizapp.game.simulation import Reader, known

LINES = 40
POPULATION = 20_000
SKILLS = ((1.2, 0.4), (3.0, 0.5))  # mean and spread of d′ over people
LEAN = (-0.2, 0.2)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--classes", type=int, default=400)
    parser.add_argument("--people", type=int, nargs="+", default=[5, 8, 12, 20, 30])
    args = parser.parse_args()
    print("| people | d′ | area | c | width of the area |\n|---|---|---|---|---|")
    for people in args.people:
        for skill in SKILLS:
            print(_row(people, skill, args.classes), flush=True)


def _row(people: int, skill: tuple[float, float], classes: int) -> str:
    rng = Random(f"{people} {skill}")
    truth = known([_reader(skill, rng) for _ in range(POPULATION)])
    areas = leans = width = 0.0
    for _ in range(classes):
        judged = [_judged(_reader(skill, rng), rng) for _ in range(people)]
        dials = counted_dials(judged, draws=Draws(str(rng.random())))
        if dials.spotting is None or dials.suspicion is None:
            raise RuntimeError("too few people or lines")
        areas += dials.spotting.includes(truth.area)
        leans += dials.suspicion.includes(truth.criterion)
        width += dials.spotting.high - dials.spotting.low
    held = f"{areas / classes:.0%} | {leans / classes:.0%}"
    return f"| {people} | {skill[0]} ± {skill[1]} | {held} | {width / classes:.3f} |"


def _reader(skill: tuple[float, float], rng: Random) -> Reader:
    return Reader(max(0.0, rng.gauss(*skill)), rng.gauss(*LEAN))


def _judged(reader: Reader, rng: Random) -> Counts:
    sides = []
    for faithful in (True, False):
        chances = reader.chances(faithful=faithful)
        ratings = rng.choices(range(6), chances, k=LINES // 2)
        sides.append(tuple(map(ratings.count, range(6))))
    return Counts(*sides)


if __name__ == "__main__":
    main()
