package dev.crossfade.core.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A text and who signed it, in the form of C2SP signed-note: the text, an empty line, and a line
 * for each signature.
 *
 * @param text ends with a line break
 * @param signatures at least one
 */
public record SignedNote(String text, List<Line> signatures) {

  private static final String DASH = "\u2014 ";

  public SignedNote {
    signatures = List.copyOf(signatures);
    if (!text.endsWith("\n") || signatures.isEmpty()) {
      throw new IllegalArgumentException("a note has text and signatures");
    }
  }

  /**
   * A signature as it stands in its line.
   *
   * @param name of the key
   * @param base64 of the key's hash and the signature
   */
  public record Line(String name, String base64) {

    private boolean by(NoteKey key, String text) {
      byte[] bytes = Base64.getDecoder().decode(base64);
      return name.equals(key.name())
          && bytes.length > NoteKey.HASH_BYTES
          && Arrays.equals(bytes, 0, NoteKey.HASH_BYTES, key.hashBytes(), 0, NoteKey.HASH_BYTES)
          && key.signed(text, Arrays.copyOfRange(bytes, NoteKey.HASH_BYTES, bytes.length));
    }
  }

  /** Signs a text. */
  public static SignedNote sign(String text, List<NoteSigner> signers) {
    List<Line> lines = new ArrayList<>();
    for (NoteSigner signer : signers) {
      byte[] signature = signer.sign(text);
      byte[] line = Arrays.copyOf(signer.key().hashBytes(), NoteKey.HASH_BYTES + signature.length);
      System.arraycopy(signature, 0, line, NoteKey.HASH_BYTES, signature.length);
      lines.add(new Line(signer.key().name(), Base64.getEncoder().encodeToString(line)));
    }
    return new SignedNote(text, lines);
  }

  /** Whether this key signed it. */
  public boolean signedBy(NoteKey key) {
    return signatures.stream().anyMatch(line -> line.by(key, text));
  }

  /** What {@link #parse} reads. */
  public String format() {
    StringBuilder note = new StringBuilder(text).append('\n');
    signatures.forEach(
        line ->
            note.append(DASH).append(line.name()).append(' ').append(line.base64()).append('\n'));
    return note.toString();
  }

  /**
   * The inverse of {@link #format()}. Checks no signature.
   *
   * @throws IllegalArgumentException when it is no signed note
   */
  public static SignedNote parse(String note) {
    int end = note.lastIndexOf("\n\n");
    if (end < 0 || !note.endsWith("\n")) {
      throw new IllegalArgumentException("no signed note");
    }
    List<Line> lines = new ArrayList<>();
    for (String line : note.substring(end + 2).lines().toList()) {
      String[] parts = line.split(" ");
      if (parts.length != 3 || !line.startsWith(DASH)) {
        throw new IllegalArgumentException("no signature: " + line);
      }
      Base64.getDecoder().decode(parts[2]);
      lines.add(new Line(parts[1], parts[2]));
    }
    return new SignedNote(note.substring(0, end + 1), lines);
  }
}
