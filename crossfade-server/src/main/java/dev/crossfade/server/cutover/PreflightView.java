package dev.crossfade.server.cutover;

import dev.crossfade.core.cutover.Gate;
import dev.crossfade.core.preflight.Item;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.engine.preflight.Preflight;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.output.Ink;
import dev.crossfade.server.output.TextTable;
import dev.crossfade.server.output.Words;
import dev.crossfade.server.view.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The list that says go or no go.
 *
 * @param migration its name
 * @param folder of the specification as the user named it
 * @param to the side that clients would be moved to
 * @param result what was found
 */
public record PreflightView(String migration, String folder, Side to, Preflight.Result result)
    implements View {

  @Override
  public List<String> lines(Console console) {
    List<String> lines = new ArrayList<>();
    lines.add(console.paint(Ink.STRONG, sentence()));
    lines.add("");
    lines.addAll(table().lines());
    for (Gate gate : result.hindrances()) {
      lines.add("");
      lines.add(console.paint(Ink.BAD, gate.item() + ": " + gate.why()));
      if (!gate.fix().isEmpty()) {
        lines.add("  fix: " + gate.fix());
      }
    }
    return lines;
  }

  /**
   * Why nobody is moved.
   *
   * @param despite items that nobody is kept from going by
   */
  public Problem refusal(Set<Item> despite) {
    Set<String> passedOver = despite.stream().map(Item::word).collect(Collectors.toSet());
    Optional<Gate> first =
        result.hindrances().stream().filter(gate -> !passedOver.contains(gate.item())).findFirst();
    return Problem.of(
        ServerProblem.NO_GO,
        sentence(),
        first.map(gate -> gate.item() + ": " + gate.why()).orElse("items are missing"),
        first.map(Gate::fix).orElse("look at the list"));
  }

  /** All of it in one sentence. */
  public String sentence() {
    return result.go()
        ? "GO: clients of %s can be moved to the %s stack, writes would wait about %d ms."
            .formatted(migration, to.word(), result.forecast().pause().toMillis())
        : "NO GO: %s of %s to the %s stack: %s."
            .formatted(
                Words.count(result.report().hindrances(result.asked()).size(), "item"),
                migration,
                to.word(),
                String.join(", ", result.report().hindrances(result.asked())));
  }

  @Override
  public TextTable table() {
    TextTable table = TextTable.of("item", "state", "value", "limit", "age");
    for (Gate gate : result.report().gates()) {
      table.row(
          gate.item(),
          gate.state(),
          gate.value(),
          gate.limit(),
          gate.age().isZero() ? "" : Words.time(gate.age()));
    }
    return table;
  }

  @Override
  public Object document() {
    return document(nextSteps());
  }

  /** The same with other commands to go on with. */
  public Map<String, Object> document(List<String> next) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("apiVersion", "crossfade.dev/preflight/v1");
    document.put("migration", migration);
    document.put("to", to.word());
    document.put("go", result.go());
    document.put("summary", sentence());
    document.put("hindrances", result.report().hindrances(result.asked()));
    document.put("items", result.report().gates().stream().map(PreflightView::item).toList());
    document.put("pause", pause());
    document.put("next_steps", next);
    return document;
  }

  private static Map<String, Object> item(Gate gate) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("item", gate.item());
    map.put("state", gate.state().name().toLowerCase(Locale.ROOT));
    map.put("value", gate.value());
    map.put("limit", gate.limit());
    map.put("ageMillis", gate.age().toMillis());
    map.put("why", gate.why());
    map.put("fix", gate.fix());
    return map;
  }

  private Map<String, Object> pause() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("millis", result.forecast().pause().toMillis());
    map.put("gatewaysMillis", result.forecast().gateways().toMillis());
    map.put("transactionsMillis", result.forecast().oldest().toMillis());
    map.put("behind", result.forecast().behind());
    map.put("perSecond", result.forecast().perSecond());
    map.put("wholeMillis", result.forecast().whole().toMillis());
    map.put("fixedMillis", result.forecast().fixed().toMillis());
    return map;
  }

  @Override
  public List<String> nextSteps() {
    String verb = to == Side.NEW ? "cutover" : "rollback";
    return result.go()
        ? List.of(
            "crossfade " + verb + " plan " + folder, "crossfade " + verb + " execute " + folder)
        : List.of("put right what does not pass, then crossfade " + verb + " preflight " + folder);
  }
}
