package dev.crossfade.core.audit;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a leaf of the audit log says. Names, counts and hashes only, never a value of a row: a leaf
 * cannot be taken back.
 *
 * @param id unique in the log, so that a leaf that is appended again is not there twice
 * @param kind what it is about
 * @param at when it happened
 * @param actor who did it
 * @param subject what it was done to: a migration, or the log's origin
 * @param body what happened, as {@link CanonicalText} takes it
 */
public record Leaf(
    String id,
    LeafKind kind,
    Instant at,
    String actor,
    String subject,
    Map<String, @Nullable Object> body) {

  private static final String FORM = "crossfade.dev/leaf/v1";

  /** The text whose hash is in the tree. */
  public String content() {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("form", FORM);
    all.put("id", id);
    all.put("kind", kind.text());
    all.put("at", at.toString());
    all.put("actor", actor);
    all.put("subject", subject);
    all.put("body", body);
    return CanonicalText.of(all);
  }

  /**
   * The leaf that has this content.
   *
   * @throws IllegalArgumentException when it is not that of a leaf in its one form
   */
  public static Leaf parse(String content) {
    Map<String, @Nullable Object> all = JsonText.object(content);
    if (!FORM.equals(all.get("form"))) {
      throw new IllegalArgumentException("not a leaf of a form known here");
    }
    try {
      Leaf leaf =
          new Leaf(
              Members.text(all, "id"),
              LeafKind.of(Members.text(all, "kind")),
              Instant.parse(Members.text(all, "at")),
              Members.text(all, "actor"),
              Members.text(all, "subject"),
              Members.object(all, "body"));
      if (leaf.content().equals(content)) {
        return leaf;
      }
    } catch (java.time.format.DateTimeParseException e) {
      throw new IllegalArgumentException("no time: " + all.get("at"), e);
    }
    throw new IllegalArgumentException("not in canonical form");
  }
}
