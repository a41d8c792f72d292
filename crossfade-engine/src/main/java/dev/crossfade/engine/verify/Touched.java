package dev.crossfade.engine.verify;

import dev.crossfade.core.compare.Bookmark;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which keys of some entities were touched since their last verdicts.
 *
 * @param began when the marks were about to be written: what a verdict says is at least as new
 * @param entities by name
 * @param asOf marks behind the last change that was looked at, by source
 * @param published whether everything up to the marks was published
 * @param bookmarks where to go on next time, by source
 */
record Touched(
    Instant began,
    Map<String, Upkept> entities,
    Map<String, Long> asOf,
    boolean published,
    Map<String, Bookmark> bookmarks) {

  /**
   * Has marks behind everything, waits for them, and reads the streams from the entities' bookmarks
   * on.
   */
  static Touched since(
      Parties parties, StreamAccess streams, Map<String, Upkept> entities, Fence fence)
      throws InterruptedException {
    Set<String> sources = new TreeSet<>();
    entities.values().stream()
        .filter(each -> each.keys().refusal().isEmpty())
        .forEach(each -> sources.addAll(each.scope().sources()));
    Instant began = parties.clock().instant();
    Map<String, Long> marks = fence.marks(sources);
    boolean published = fence.passed(marks);
    Map<String, Bookmark> bookmarks = parties.bookmarks(sources);
    for (Map.Entry<String, Bookmark> end : bookmarks.entrySet()) {
      String source = end.getKey();
      List<Upkept> readers = entities.values().stream().filter(each -> each.reads(source)).toList();
      new StreamReading(
              source,
              end.getValue(),
              published ? OptionalLong.of(marks.getOrDefault(source, 0L)) : OptionalLong.empty(),
              readers,
              parties.clock(),
              parties.settings().fencePatience())
          .read(streams);
    }
    return new Touched(began, entities, marks, published, bookmarks);
  }
}
