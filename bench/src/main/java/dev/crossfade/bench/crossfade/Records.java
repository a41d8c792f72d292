package dev.crossfade.bench.crossfade;

import java.nio.file.Path;

/** Whether the command records rows for the audit log, as the product always does. */
public enum Records {
  KEPT(""),
  /** By an agent in its process that takes the recording out; there is no such setting. */
  LEFT_OUT(", rows unrecorded");

  private final String suffix;

  Records(String suffix) {
    this.suffix = suffix;
  }

  /** What a subject's name says about it. */
  public String suffix() {
    return suffix;
  }

  String javaOptions(Path root) {
    Path agent = root.resolve("bench/target/crossfade-bench-unrecorded.jar");
    return this == KEPT ? "" : " -javaagent:" + agent;
  }
}
