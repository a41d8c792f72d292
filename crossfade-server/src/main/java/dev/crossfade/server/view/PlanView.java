package dev.crossfade.server.view;

import dev.crossfade.core.plan.LeftOut;
import dev.crossfade.core.plan.Plan;
import dev.crossfade.core.plan.Step;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.output.Ink;
import dev.crossfade.server.output.TextTable;
import dev.crossfade.server.output.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run will do.
 *
 * @param plan the steps, exactly as {@code run} takes them
 * @param basis what they were made from
 * @param unasked why databases were not asked; empty when they were, or were not to be
 * @param nextSteps commands that come next
 */
public record PlanView(Plan plan, PlanBasis basis, List<Problem> unasked, List<String> nextSteps)
    implements View {

  private static final List<String> NOT_KNOWN =
      List.of(
          "whether tables have changed since catalog.lock was written; rows and sizes are its"
              + " estimates",
          "what a run has done already: these are the steps of a first one",
          "what the databases refuse: privileges, settings of the log, tables left out for them");

  public PlanView {
    unasked = List.copyOf(unasked);
    nextSteps = List.copyOf(nextSteps);
  }

  @Override
  public List<String> lines(Console console) {
    List<String> lines = new ArrayList<>();
    if (basis == PlanBasis.LOCK) {
      lines.addAll(fromLock(console));
    }
    lines.add(
        console.paint(
            Ink.STRONG,
            "Plan of " + plan.migration() + ": " + Words.count(plan.steps().size(), "step")));
    if (!plan.steps().isEmpty()) {
      lines.addAll(table().lines());
    }
    for (LeftOut left : plan.leftOut()) {
      lines.add("");
      lines.add(
          console.paint(Ink.WARN, "left out: " + left.entity() + " (" + left.mapping() + ")"));
      lines.add("  what: " + left.why().what());
      lines.add("  why:  " + left.why().why());
      lines.add("  fix:  " + left.why().fix());
    }
    return lines;
  }

  private List<String> fromLock(Console console) {
    List<String> lines = new ArrayList<>();
    for (Problem problem : unasked) {
      lines.add(
          console.paint(Ink.WARN, "not asked: " + problem.code().text() + ": " + problem.what()));
      lines.add("  why: " + problem.why());
      lines.add("  fix: " + problem.fix());
    }
    lines.add(
        console.paint(Ink.WARN, "Made from catalog.lock; no database has answered. Not known:"));
    NOT_KNOWN.forEach(each -> lines.add("  - " + each));
    lines.add("");
    return lines;
  }

  @Override
  public TextTable table() {
    TextTable table = TextTable.of("#", "step", "subject", "what", "rows", "size");
    for (Step step : plan.steps()) {
      table.row(
          step.number(),
          kind(step),
          cut(step.subject()),
          step.what(),
          step.rows() < 0 ? "" : "~" + Words.count(step.rows()),
          step.bytes() < 0 ? "" : "~" + size(step.bytes()));
    }
    return table;
  }

  @Override
  public Object document() {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("apiVersion", "crossfade.dev/plan/v1");
    document.put("migration", plan.migration());
    document.put("basis", basis == PlanBasis.LOCK ? "catalog.lock" : "databases");
    if (basis == PlanBasis.LOCK) {
      document.put("unasked", unasked.stream().map(Problems::map).toList());
      document.put("notKnown", NOT_KNOWN);
    }
    document.put("blocked", plan.blocked());
    document.put("entities", plan.entities());
    document.put("steps", plan.steps().stream().map(PlanView::step).toList());
    document.put("leftOut", plan.leftOut().stream().map(PlanView::left).toList());
    document.put("next_steps", nextSteps);
    return document;
  }

  private static Map<String, Object> step(Step step) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("number", step.number());
    map.put("kind", step.kind().name());
    map.put("subject", step.subject());
    map.put("what", step.what());
    if (step.rows() >= 0) {
      map.put("estimatedRows", step.rows());
    }
    if (step.bytes() >= 0) {
      map.put("estimatedBytes", step.bytes());
    }
    return map;
  }

  private static Map<String, Object> left(LeftOut left) {
    return Map.of(
        "entity", left.entity(), "mapping", left.mapping(), "problem", Problems.map(left.why()));
  }

  private static String kind(Step step) {
    return step.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String cut(String subject) {
    return subject.length() <= 40 ? subject : subject.substring(0, 37) + "...";
  }

  private static String size(long bytes) {
    if (bytes < 1 << 20) {
      return Math.max(1, bytes >> 10) + " kB";
    }
    return bytes < 10L << 30 ? (bytes >> 20) + " MB" : (bytes >> 30) + " GB";
  }
}
