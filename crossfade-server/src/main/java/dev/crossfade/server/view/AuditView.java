package dev.crossfade.server.view;

import dev.crossfade.core.audit.CanonicalText;
import dev.crossfade.core.audit.Leaf;
import dev.crossfade.server.audit.StoreAudit.Found;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.output.TextTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Leaves of an audit log.
 *
 * @param folder of the specification
 * @param found newest first
 */
public record AuditView(String folder, List<Found> found) implements View {

  public AuditView {
    found = List.copyOf(found);
  }

  @Override
  public List<String> lines(Console console) {
    return found.isEmpty() ? List.of("Nothing in the audit log fits.") : table().lines();
  }

  @Override
  public TextTable table() {
    TextTable table = TextTable.of("leaf", "at", "kind", "actor", "subject", "what");
    for (Found each : found) {
      Leaf leaf = each.leaf();
      table.row(
          each.index(),
          leaf.at(),
          leaf.kind().text(),
          leaf.actor(),
          leaf.subject(),
          CanonicalText.of(leaf.body()));
    }
    return table;
  }

  @Override
  public Object document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("apiVersion", "crossfade.dev/audit-search/v1");
    document.put("leaves", found.stream().map(AuditView::map).toList());
    document.put("next_steps", nextSteps());
    return document;
  }

  private static Map<String, Object> map(Found each) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("index", each.index());
    map.put("id", each.leaf().id());
    map.put("kind", each.leaf().kind().text());
    map.put("at", each.leaf().at().toString());
    map.put("actor", each.leaf().actor());
    map.put("subject", each.leaf().subject());
    map.put("body", each.leaf().body());
    return map;
  }

  @Override
  public List<String> nextSteps() {
    return List.of("crossfade audit export " + folder + " --bundle audit.bundle");
  }
}
