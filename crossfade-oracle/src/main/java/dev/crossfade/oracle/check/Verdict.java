package dev.crossfade.oracle.check;

import java.util.List;

/**
 * What one oracle found about one subject.
 *
 * @param oracle its name, as O2
 * @param subject source and table
 * @param green whether nothing was wrong
 * @param checked how many things were looked at
 * @param wrong how many were wrong
 * @param evidence the first of them: what and which key, never a row's content
 */
public record Verdict(
    String oracle, String subject, boolean green, long checked, long wrong, List<String> evidence) {

  public Verdict {
    evidence = List.copyOf(evidence);
  }
}
