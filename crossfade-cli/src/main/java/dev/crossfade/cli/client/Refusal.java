package dev.crossfade.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What a server said instead of doing what it was asked. */
public final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int status;
  private final transient JsonNode problem;

  Refusal(int status, JsonNode problem) {
    super(problem.path("code").asText("") + ": " + problem.path("title").asText(""));
    this.status = status;
    this.problem = problem;
  }

  /** The status of the answer. */
  public int status() {
    return status;
  }

  /** The code of the problem, {@code CF-nnnn}. */
  public String code() {
    return problem.path("code").asText("");
  }

  /** The whole problem. */
  public JsonNode problem() {
    return problem;
  }

  /** Lines for people. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("error[" + code() + "]: " + problem.path("title").asText(""));
    add(lines, "why", "detail");
    add(lines, "fix", "fix");
    problem.path("errors").forEach(flaw -> lines.add("  at:  " + place(flaw)));
    add(lines, "trace", "traceId");
    return lines;
  }

  private static String place(JsonNode flaw) {
    String pointer = flaw.path("pointer").asText("");
    String file = pointer.replaceFirst("^/files/", "").replace("~1", "/").replace("~0", "~");
    String line =
        flaw.has("line") ? ":" + flaw.path("line").asInt() + ":" + flaw.path("column").asInt() : "";
    return file + line + "  " + flaw.path("detail").asText("");
  }

  private void add(List<String> lines, String label, String field) {
    String text = problem.path(field).asText("");
    if (!text.isEmpty()) {
      lines.add("  " + label + ": " + text);
    }
  }
}
