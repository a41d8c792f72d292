package dev.crossfade.core.spec;

import java.util.List;

/**
 * SQL that the legacy stack runs, and what takes its place on the new one.
 *
 * @param name unique among workloads
 * @param kind who runs it
 * @param source name of the source that is asked
 * @param legacy what is run there
 * @param target what is run on the target
 * @param entities those that are read; empty for all, and then it waits for all sources
 * @param matching which rows of both answers belong together
 * @param tolerance by how much numbers may differ
 * @param slowerPercent how much longer the new stack may take
 * @param traits what else is said about it; {@code every} is its schedule
 */
public record WorkloadSpec(
    String name,
    Kind kind,
    String source,
    Script legacy,
    Script target,
    List<String> entities,
    Matching matching,
    Tolerance tolerance,
    int slowerPercent,
    CheckTraits traits) {

  /** What a new stack may take longer when nothing is said. */
  public static final int SLOWER = 50;

  public WorkloadSpec {
    entities = List.copyOf(entities);
  }

  /** Who runs it. */
  public enum Kind {
    /** A dashboard or a report. */
    QUERY,
    /** A scheduled batch job. */
    JOB
  }

  /**
   * What one side runs.
   *
   * @param statements run first, in a transaction that is rolled back; empty for what only reads
   * @param query whose answer is compared
   */
  public record Script(List<String> statements, String query) {
    public Script {
      statements = List.copyOf(statements);
    }
  }

  /**
   * Which rows belong together.
   *
   * @param key columns by which they are found; empty for whole rows, or for their place
   * @param order whether both answers have to come in one order
   * @param ignored columns that are not compared
   */
  public record Matching(List<String> key, Order order, List<String> ignored) {
    public Matching {
      key = List.copyOf(key);
      ignored = List.copyOf(ignored);
    }
  }

  /** Whether the order of rows matters. */
  public enum Order {
    ANY,
    SAME
  }
}
