package dev.crossfade.core.audit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The statement that another key signs a log from here on, signed by both.
 *
 * @param note of origin, old and new key
 * @param before the key until here
 * @param after the key from here on
 */
public record KeyChange(SignedNote note, NoteKey before, NoteKey after) {

  private static final String TITLE = "crossfade.dev/audit-key-change/v1";

  /** A change that both keys vouch for. */
  public static KeyChange sign(String origin, NoteSigner before, NoteSigner after) {
    String text = text(origin, before.key(), after.key());
    return new KeyChange(SignedNote.sign(text, List.of(before, after)), before.key(), after.key());
  }

  private static String text(String origin, NoteKey before, NoteKey after) {
    return String.join("\n", TITLE, origin, before.text(), after.text()) + "\n";
  }

  /** The body of its leaf. */
  public Map<String, @Nullable Object> body() {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("before", before.text());
    body.put("after", after.text());
    body.put("note", note.format());
    return body;
  }

  /**
   * The change that a leaf's body states; whether it is signed has to be asked.
   *
   * @throws IllegalArgumentException when it states none
   */
  public static KeyChange of(Map<String, ? extends @Nullable Object> body) {
    return new KeyChange(
        SignedNote.parse(Members.text(body, "note")),
        NoteKey.parse(Members.text(body, "before")),
        NoteKey.parse(Members.text(body, "after")));
  }

  /** Whether both keys signed just this, for this log. */
  public boolean proven(String origin) {
    return note.text().equals(text(origin, before, after))
        && note.signedBy(before)
        && note.signedBy(after);
  }
}
