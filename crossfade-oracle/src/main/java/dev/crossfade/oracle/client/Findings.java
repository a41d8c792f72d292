package dev.crossfade.oracle.client;

import dev.crossfade.oracle.journal.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gathers what is wrong; each write is counted once, however many stacks lack it. */
final class Findings {

  private static final int SHOWN = 20;

  private final Map<String, Set<String>> lost = new HashMap<>();
  private final Set<String> duplicated = new HashSet<>();
  private final Set<String> reordered = new HashSet<>();
  private final Set<String> phantoms = new HashSet<>();
  private final List<String> evidence = new ArrayList<>();

  Findings() {
    ClientOracle.STACKS.forEach(stack -> lost.put(stack, new HashSet<>()));
  }

  /** Compares what a stack shows of a row with what its client did to it. */
  void compare(String stack, String row, RowStory story, StackRows.@Nullable Shown shown) {
    if (shown == null) {
      if (!story.mayBeAbsent()) {
        story.done().forEach(each -> lost(each, stack, row, "the row is missing"));
      }
    } else if (story.removed()) {
      lost(story.done().get(story.done().size() - 1), stack, row, "the row is not removed");
    } else {
      writes(stack, row, story, shown);
    }
  }

  private void writes(String stack, String row, RowStory story, StackRows.Shown shown) {
    Set<String> seen = new HashSet<>();
    for (String uid : shown.writes()) {
      if (!seen.add(uid) && duplicated.add(uid)) {
        wrong(stack, row, uid + " is there twice");
      }
      boolean expected = story.shown().contains(uid) || uid.equals(story.unclear());
      if (!expected && phantoms.add(uid)) {
        wrong(stack, row, uid + (story.refused(uid) ? " was refused" : " is nobody's"));
      }
    }
    for (Entry each : story.done()) {
      if (!seen.contains(each.uid())) {
        lost(each, stack, row, "it is missing");
      }
    }
    order(stack, row, story, shown);
  }

  private void order(String stack, String row, RowStory story, StackRows.Shown shown) {
    List<String> known =
        shown.writes().stream().filter(story.shown()::contains).distinct().toList();
    List<String> expected = story.shown().stream().filter(known::contains).toList();
    String last = shown.writes().get(shown.writes().size() - 1);
    if (!known.equals(expected) || !last.equals(shown.last())) {
      reordered.add(row);
      wrong(stack, row, "its writes are in another order, or the last one is not the last");
    }
  }

  /** Whatever nobody knows of is in both stacks or in none. */
  void same(String row, StackRows.@Nullable Shown one, StackRows.@Nullable Shown other) {
    boolean equal = one == null ? other == null : one.equals(other);
    if (!equal) {
      wrong("both", row, "they do not show the same");
    }
  }

  /** Rows that no client has asked for. */
  void strangers(String stack, Set<String> rows, Set<String> known) {
    for (String row : rows) {
      if (!known.contains(row)) {
        phantoms.add(row);
        wrong(stack, row, "no client has added it");
      }
    }
  }

  private void lost(Entry write, String stack, String row, String why) {
    String by = ClientOracle.stack(write);
    if (lost.computeIfAbsent(by, name -> new HashSet<>()).add(write.uid())) {
      wrong(stack, row, write.uid() + ", acknowledged by " + by + ": " + why);
    }
  }

  private void wrong(String stack, String row, String what) {
    if (evidence.size() < SHOWN) {
      evidence.add(stack + " " + row + ": " + what);
    }
  }

  ClientJudgement judgement(Map<String, Long> acknowledged, long rows) {
    Map<String, Long> counts = new HashMap<>();
    lost.forEach((stack, uids) -> counts.put(stack, (long) uids.size()));
    return new ClientJudgement(
        acknowledged, counts, duplicated.size(), reordered.size(), phantoms.size(), rows, evidence);
  }
}
