package dev.crossfade.core.cutover;

import dev.crossfade.core.audit.CanonicalText;
import dev.crossfade.core.audit.JsonText;
import dev.crossfade.core.audit.NoteKey;
import dev.crossfade.core.audit.SignedNote;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a crossing rested on, in a text that is signed: whoever has the key of the audit log can
 * check it with nothing else.
 *
 * @param content of it
 * @param note with its signatures
 */
public record Certificate(Map<String, @Nullable Object> content, SignedNote note) {

  /** The first line of what is signed, so that no other signed text can pass for a certificate. */
  public static final String HEAD = "crossfade.dev/certificate/v1\n";

  /** The text to sign. */
  public static String text(Map<String, ? extends @Nullable Object> content) {
    return HEAD + CanonicalText.of(content) + "\n";
  }

  /** Whether a file claims to be one. */
  public static boolean looksLike(String file) {
    return file.startsWith(HEAD);
  }

  /**
   * What is in a file.
   *
   * @throws IllegalArgumentException when it is none, or not byte for byte as it was signed
   */
  public static Certificate open(String file, NoteKey key) {
    SignedNote note = SignedNote.parse(file);
    if (!note.format().equals(file) || !note.text().startsWith(HEAD)) {
      throw new IllegalArgumentException("no certificate");
    }
    for (SignedNote.Line line : note.signatures()) {
      byte[] bytes = Base64.getDecoder().decode(line.base64());
      if (!Base64.getEncoder().encodeToString(bytes).equals(line.base64())) {
        throw new IllegalArgumentException("a signature is not as it was written");
      }
    }
    if (!note.signedBy(key)) {
      throw new IllegalArgumentException("not signed by " + key + ", or changed since");
    }
    return new Certificate(JsonText.object(note.text().substring(HEAD.length())), note);
  }
}
