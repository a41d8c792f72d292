package dev.crossfade.jdbc.source;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.TableId;
import java.math.BigInteger;

/** Words for what keeps tables from being fit for applications. */
public final class ReadyProblems {

  private ReadyProblems() {}

  public static Problem exhausted(String counter, String key) {
    return Problem.of(
        ReadyProblem.COUNTER_EXHAUSTED,
        counter + " has no key left beyond " + key,
        "its own bound, or what its column holds, is reached",
        "raise its bound, or give the column a wider type");
  }

  public static Problem cycles(String counter) {
    return Problem.of(
        ReadyProblem.COUNTER_CYCLES,
        counter + " begins again once it is at its end",
        "it would hand out keys that are there",
        "let it not cycle, or see to it that old rows are gone by then; a sequence that does not"
            + " hand out keys may be taken from its column");
  }

  public static Problem untold(String counter, String why) {
    return Problem.of(
        ReadyProblem.KEYS_UNTOLD,
        "Nobody knows whether " + counter + " is past the keys that are there",
        why,
        "see to it by hand, or let it hand out numbers");
  }

  public static Problem rightMissing(String what, String fix) {
    return Problem.of(
        ReadyProblem.READY_RIGHT_MISSING, what, "our user has not the right to do it", fix);
  }

  public static Problem broken(String constraint) {
    return Problem.of(
        ReadyProblem.CONSTRAINT_BROKEN,
        "Rows break constraint " + constraint,
        "it was declared without looking at the rows that were there",
        "correct the rows at the source or in the mapping, or drop the constraint");
  }

  public static Problem notEnforced(String what, String why, String fix) {
    return Problem.of(ReadyProblem.NOT_ENFORCED, what, why, fix);
  }

  public static Problem late(String what, String why) {
    return Problem.of(
        ReadyProblem.NOT_IN_TIME,
        what + " in time",
        why,
        "it is tried again; see what holds the table");
  }

  public static Problem behind(String counter, TableId table, BigInteger next) {
    return Problem.of(
        ReadyProblem.COUNTER_BEHIND,
        counter + " is not past the keys that are there",
        "the server keeps it so with every row that it writes; somebody has set it",
        "ALTER TABLE " + table + " AUTO_INCREMENT = " + next);
  }

  public static Problem inHand(String counter, long cache) {
    return Problem.of(
        ReadyProblem.KEYS_IN_HAND,
        "Sessions that have used %s may still have %d keys of it".formatted(counter, cache - 1),
        "it hands them out by the " + cache + ", and nobody can take them back",
        "let applications connect anew, or give it CACHE 1");
  }

  public static Problem noIndex(String column) {
    return Problem.of(
        ReadyProblem.NO_INDEX_OF_KEYS,
        "All rows are read to find the greatest value of " + column,
        "no index begins with it",
        "create one, if that takes too long while writes wait");
  }
}
