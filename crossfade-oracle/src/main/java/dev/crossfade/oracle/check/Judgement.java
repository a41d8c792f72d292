package dev.crossfade.oracle.check;

import java.util.List;

/**
 * All verdicts on a trial.
 *
 * @param verdicts one per oracle and subject
 * @param writes what became of the journalled writes
 */
public record Judgement(List<Verdict> verdicts, Writes writes) {

  public Judgement {
    verdicts = List.copyOf(verdicts);
  }

  /** Whether every oracle is green and no write was lost, duplicated or reordered. */
  public boolean green() {
    return verdicts.stream().allMatch(Verdict::green)
        && writes.lost() == 0
        && writes.duplicated() == 0
        && writes.reordered() == 0;
  }

  /** The verdicts that are not green. */
  public List<Verdict> red() {
    return verdicts.stream().filter(verdict -> !verdict.green()).toList();
  }
}
