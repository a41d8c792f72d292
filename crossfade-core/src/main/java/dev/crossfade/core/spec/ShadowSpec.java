package dev.crossfade.core.spec;

import java.util.List;

/**
 * What is asked of both stacks side by side.
 *
 * @param workloads queries and jobs
 * @param logs where both stacks write what goes wrong
 */
public record ShadowSpec(List<WorkloadSpec> workloads, LogsSpec logs) {

  /** Nothing. */
  public static final ShadowSpec NONE = new ShadowSpec(List.of(), LogsSpec.NONE);

  public ShadowSpec {
    workloads = List.copyOf(workloads);
  }

  /** Whether nothing was said. */
  public boolean empty() {
    return workloads.isEmpty() && logs.equals(LogsSpec.NONE);
  }

  /**
   * Logs of errors.
   *
   * @param legacy files of the legacy stack
   * @param fresh files of the new stack
   * @param severity what it means when the new stack says what the legacy one does not
   */
  public record LogsSpec(List<String> legacy, List<String> fresh, Severity severity) {

    /** None. */
    public static final LogsSpec NONE = new LogsSpec(List.of(), List.of(), Severity.WARN);

    public LogsSpec {
      legacy = List.copyOf(legacy);
      fresh = List.copyOf(fresh);
    }
  }
}
