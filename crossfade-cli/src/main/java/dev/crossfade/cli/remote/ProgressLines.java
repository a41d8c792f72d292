package dev.crossfade.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How far a migration is, in lines for people. */
final class ProgressLines {

  private ProgressLines() {}

  /** The whole in one line. */
  static String line(JsonNode progress) {
    StringBuilder line = new StringBuilder(progress.path("phase").asText());
    JsonNode history = progress.path("history");
    if (history.has("rows")) {
      line.append("  ").append(count(history.path("rows").asLong()));
      if (history.has("expectedRows")) {
        line.append(" of ").append(count(history.path("expectedRows").asLong()));
      }
      line.append(" rows");
    }
    if (history.has("rowsPerSecond")) {
      line.append("  ").append(count(Math.round(history.path("rowsPerSecond").asDouble())));
      line.append(" rows/s");
    }
    JsonNode remaining = history.path("remainingSeconds");
    if (remaining.has("least")) {
      line.append("  ").append(Math.round(remaining.path("least").asDouble()));
      line.append(" to ").append(Math.round(remaining.path("most").asDouble())).append(" s left");
    }
    progress
        .path("streams")
        .forEach(
            stream -> line.append("  ").append(stream.path("source").asText()).append(lag(stream)));
    progress
        .path("troubles")
        .forEach(trouble -> line.append("  trouble ").append(trouble.path("about").asText()));
    return line.toString();
  }

  /** What stands below the table of entities. */
  static List<String> below(JsonNode progress) {
    List<String> lines = new ArrayList<>();
    lines.add(progress.path("summary").asText());
    progress.path("streams").forEach(stream -> lines.add(stream(stream)));
    wayBack(lines, progress.path("wayBack"));
    long quarantined = progress.path("quarantined").asLong();
    if (quarantined > 0) {
      lines.add(count(quarantined) + " rows in quarantine");
    }
    progress.path("stopped").forEach(one -> add(lines, "STOPPED " + source(one), one));
    progress
        .path("troubles")
        .forEach(one -> add(lines, "trouble since " + one.path("since").asText() + " ", one));
    return lines;
  }

  private static void wayBack(List<String> lines, JsonNode back) {
    if (back.isMissingNode()) {
      return;
    }
    List<String> hindrances = new ArrayList<>();
    back.path("hindrances").forEach(each -> hindrances.add(each.asText()));
    lines.add(
        back.path("ready").asBoolean()
            ? "way back ready"
            : "way back NOT ready: " + String.join("; ", hindrances));
    back.path("sources")
        .forEach(
            each -> {
              long lacks = each.path("unrestored").asLong();
              lines.add(
                  "way back to "
                      + each.path("source").asText()
                      + " "
                      + each.path("state").asText().toLowerCase(Locale.ROOT)
                      + ","
                      + lag(each)
                      + " behind"
                      + (lacks == 0 ? "" : ", lacks " + count(lacks) + " rows"));
            });
  }

  private static String source(JsonNode one) {
    String source = one.path("source").asText("");
    return source.isEmpty() ? "" : "source " + source + " ";
  }

  private static void add(List<String> lines, String begin, JsonNode one) {
    String why = one.path("why").asText("");
    String code = one.path("code").asText("");
    lines.add(
        begin
            + (code.isEmpty() ? "" : "[" + code + "]: ")
            + one.path("what").asText()
            + (why.isEmpty() ? "" : " (" + why + ")"));
    String fix = one.path("fix").asText("");
    if (!fix.isEmpty()) {
      lines.add("  fix: " + fix);
    }
  }

  private static String stream(JsonNode stream) {
    StringBuilder line = new StringBuilder("stream ").append(stream.path("source").asText());
    line.append(" ").append(stream.path("state").asText().toLowerCase(Locale.ROOT));
    line.append(",").append(lag(stream)).append(" behind");
    for (String count : List.of("applied", "held", "quarantined")) {
      if (stream.path(count).asLong() > 0) {
        line.append(", ").append(count(stream.path(count).asLong())).append(" ").append(count);
      }
    }
    return line.toString();
  }

  private static String lag(JsonNode stream) {
    if (stream.path("state").asText().equals("STOPPED")) {
      return " STOPPED";
    }
    return stream.has("lagMillis")
        ? String.format(Locale.ROOT, " %.1f s", stream.path("lagMillis").asLong() / 1000.0)
        : " ?";
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
