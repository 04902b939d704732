"""The words that codes are made of can be heard, remembered, spelled and typed."""

import re
from itertools import pairwise

from overture.content import LIBRARY

WORDS = (LIBRARY / "words.txt").read_text(encoding="utf-8").split()

# Words with a twin that sounds the same, and words nobody should be handed on a bad day.
TWINS = {
    *{"bare", "bear", "berry", "bury", "blew", "blue", "brake", "break", "cell", "sell", "deer"},
    *{"dear", "fair", "fare", "flour", "flower", "hair", "hare", "knight", "night", "mail", "male"},
    *{"meat", "meet", "pail", "pale", "pair", "pear", "peace", "piece", "plain", "plane", "rain"},
    *{"reign", "right", "write", "road", "rode", "root", "route", "sail", "sale", "scene", "seen"},
    *{"stair", "stare", "steal", "steel", "tail", "tale", "waist", "waste", "wait", "weight"},
}
UNKIND = {
    *{"abuse", "blood", "bomb", "bone", "cancer", "coffin", "corpse", "crazy", "cruel", "dead"},
    *{"death", "devil", "drug", "fail", "fear", "fever", "ghost", "grave", "hate", "hell", "hurt"},
    *{"idiot", "kill", "knife", "lonely", "loser", "mad", "panic", "pill", "poison", "razor"},
    *{"rope", "sick", "silly", "stupid", "suicide", "tomb", "ugly", "victim", "war", "weak"},
    *{"wound", "angel", "bishop", "church", "god", "mosque", "prayer", "saint", "temple"},
}


def test_there_are_enough_words_for_sixty_bits():
    assert len(WORDS) >= 1296


def test_every_word_is_short_plain_and_lower_case():
    assert all(re.fullmatch(r"[a-z]{4,7}", word) for word in WORDS)


def test_the_words_are_sorted_and_none_stands_twice():
    assert sorted(set(WORDS)) == WORDS


def test_no_word_is_the_beginning_of_another_so_no_plurals_either():
    assert not [pair for pair in pairwise(WORDS) if pair[1].startswith(pair[0])]


def test_no_two_words_differ_by_one_letter():
    seen: dict[str, str] = {}
    for word in WORDS:
        for gap in range(len(word)):
            shape = f"{word[:gap]}*{word[gap + 1 :]}"
            assert shape not in seen, f"{word} and {seen[shape]}"
            seen[shape] = word


def test_no_word_has_a_common_twin_in_sound():
    assert not TWINS & set(WORDS)


def test_no_word_frightens_insults_diagnoses_or_preaches():
    assert not UNKIND & set(WORDS)
