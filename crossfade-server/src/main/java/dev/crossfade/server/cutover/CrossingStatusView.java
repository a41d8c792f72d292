package dev.crossfade.server.cutover;

import dev.crossfade.core.cutover.CrossingReport;
import dev.crossfade.core.cutover.Direction;
import dev.crossfade.core.cutover.RollbackWindow;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.traffic.Hold;
import dev.crossfade.core.traffic.RouteState;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.output.Ink;
import dev.crossfade.server.output.TextTable;
import dev.crossfade.server.output.Words;
import dev.crossfade.server.view.ReturnView;
import dev.crossfade.server.view.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the clients of a migration are.
 *
 * @param migration its name
 * @param folder of the specification as the user named it
 * @param now what was seen
 */
public record CrossingStatusView(String migration, String folder, Situation now) implements View {

  private RouteState route() {
    return now.record().route(now.routes().get(0));
  }

  private String way() {
    return now.direction().way().name().toLowerCase(Locale.ROOT);
  }

  /** All of it in one sentence. */
  public String sentence() {
    Hold hold = route().hold();
    return "Writes of %s are on the %s stack%s; it is %s."
        .formatted(
            migration,
            route().writes().word(),
            hold == null ? "" : ", and wait",
            now.state().phase());
  }

  @Override
  public List<String> lines(Console console) {
    List<String> lines = new ArrayList<>();
    lines.add(console.paint(Ink.STRONG, sentence()));
    lines.add("owner: " + now.owner().orElse("nobody now"));
    lines.add(
        "record: epoch %d by %s; changes go %s"
            .formatted(now.record().epoch(), now.record().by(), way()));
    lines.add("way back: " + (now.armed().isEmpty() ? "not armed" : "armed since " + now.armed()));
    if (!now.sentinels().isEmpty()) {
      lines.add("rehearsed: " + now.sentinels());
    }
    RollbackWindow window = now.window();
    if (window != null && now.direction().way() == Direction.Way.RETURN) {
      lines.add("window: " + left(window) + " left of " + window.length().toHours() + " h");
    }
    ReturnView back = now.back();
    if (back != null) {
      lines.addAll(back.lines(console));
    }
    now.returned()
        .forEach((source, at) -> lines.add(source + " has what the target's log had at " + at));
    if (now.unrestored() > 0) {
      lines.add(
          console.paint(
              Ink.BAD, Words.count(now.unrestored(), "row") + " could not be brought back"));
    }
    if (!now.state().trouble().isEmpty()) {
      lines.add(console.paint(Ink.WARN, "trouble: " + now.state().trouble()));
    }
    CrossingReport latest = now.latest();
    if (latest != null) {
      lines.add(latest(latest));
    }
    lines.addAll(table().lines());
    return lines;
  }

  private static String left(RollbackWindow window) {
    return window.left().toHours() + " h " + window.left().toMinutesPart() + " min";
  }

  private static String latest(CrossingReport report) {
    return "last attempt: to the %s stack at %s, %s, %s"
        .formatted(
            report.passage().to().word(),
            report.begun(),
            report.across() ? "came across" : "went back: " + report.why(),
            report.waited());
  }

  @Override
  public TextTable table() {
    TextTable table = TextTable.of("database", "fence", "epoch", "leaks");
    now.fences()
        .forEach(
            (name, fence) ->
                table.row(name, fence.standing(), fence.epoch(), String.join("; ", fence.leaks())));
    return table;
  }

  @Override
  public Object document() {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("apiVersion", "crossfade.dev/crossing-status/v1");
    document.put("migration", migration);
    document.put("summary", sentence());
    document.put("phase", now.state().phase().name());
    document.put("trouble", now.state().trouble());
    document.put("owner", now.owner().orElse(null));
    document.put("writes", route().writes().word());
    document.put("held", route().hold() != null);
    document.put("epoch", now.record().epoch());
    document.put("direction", way());
    document.put("armedSince", now.armed().isEmpty() ? null : now.armed());
    document.put("sentinels", now.sentinels().isEmpty() ? null : now.sentinels());
    RollbackWindow window = now.window();
    document.put("windowLeftSeconds", window == null ? null : window.left().toSeconds());
    Map<String, Object> returned = new LinkedHashMap<>();
    now.returned().forEach((source, at) -> returned.put(source, at.toString()));
    document.put("returnedAsOf", returned);
    document.put("unrestored", now.unrestored());
    ReturnView back = now.back();
    if (back != null) {
      document.put("wayBack", back.document());
    }
    document.put("lastAttempt", CrossingEndView.attempt(now.latest()));
    Map<String, Object> fences = new LinkedHashMap<>();
    now.fences()
        .forEach(
            (name, fence) ->
                fences.put(
                    name,
                    Map.of(
                        "standing", fence.standing().name(),
                        "epoch", fence.epoch(),
                        "leaks", fence.leaks())));
    document.put("fences", fences);
    document.put("next_steps", nextSteps());
    return document;
  }

  @Override
  public List<String> nextSteps() {
    Phase phase = now.state().phase();
    return switch (phase) {
      case LIVE -> List.of("crossfade cutover preflight " + folder);
      case CUTOVER -> List.of("crossfade cutover abort " + folder);
      case ROLLBACK -> List.of("crossfade rollback abort " + folder);
      case WINDOW ->
          List.of(
              "crossfade rollback preflight " + folder,
              "crossfade cutover certificate " + folder,
              "crossfade complete " + folder);
      default -> List.of("crossfade status " + folder);
    };
  }
}
