package dev.crossfade.verify;

import dev.crossfade.core.audit.BundleAudit;
import dev.crossfade.core.audit.BundleVerdict;
import dev.crossfade.core.audit.Checkpoint;
import dev.crossfade.core.audit.NoteKey;
import dev.crossfade.core.audit.SignedNote;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what an auditor has in hand: a bundle, a key, checkpoints that he kept. */
public final class BundleFiles {

  private BundleFiles() {}

  /** Checks a bundle. */
  public static BundleVerdict verify(Path bundle, @Nullable NoteKey key, List<SignedNote> kept) {
    BundleAudit audit = new BundleAudit(key, kept);
    int number = 0;
    try (BufferedReader lines = Files.newBufferedReader(bundle, StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        audit.take(line);
      }
      return audit.finish();
    } catch (IOException e) {
      throw unreadable(bundle, e);
    } catch (IllegalArgumentException e) {
      throw malformed(bundle, "line " + number + ": " + e.getMessage(), e);
    }
  }

  /** The key of a text, or of a file with one. */
  public static NoteKey key(String textOrFile) {
    Path file = Path.of(textOrFile);
    String text = textOrFile.contains("+") && !Files.exists(file) ? textOrFile : read(file);
    try {
      return NoteKey.parse(text.strip());
    } catch (IllegalArgumentException e) {
      throw malformed(file, String.valueOf(e.getMessage()), e);
    }
  }

  /** Checkpoints of a file: one, or several one after the other; at least one. */
  public static List<SignedNote> checkpoints(Path file) {
    List<SignedNote> notes = new ArrayList<>();
    try {
      for (String note : split(read(file))) {
        SignedNote parsed = SignedNote.parse(note);
        Checkpoint.parse(parsed.text());
        notes.add(parsed);
      }
      if (notes.isEmpty()) {
        throw new IllegalArgumentException("it holds no checkpoint");
      }
    } catch (IllegalArgumentException e) {
      throw malformed(file, String.valueOf(e.getMessage()), e);
    }
    return notes;
  }

  /** A note ends with its last signature; empty lines between notes do not matter. */
  private static List<String> split(String text) {
    List<String> notes = new ArrayList<>();
    StringBuilder note = new StringBuilder();
    boolean signed = false;
    for (String line : text.lines().toList()) {
      boolean signature = line.startsWith("\u2014 ");
      if (signed && !signature) {
        notes.add(note.toString());
        note.setLength(0);
        signed = false;
      }
      if (!(note.isEmpty() && line.isEmpty())) {
        note.append(line).append('\n');
      }
      signed |= signature;
    }
    if (!note.isEmpty()) {
      notes.add(note.toString());
    }
    return notes;
  }

  static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static ProblemException unreadable(Path file, IOException error) {
    return Problem.of(
            VerifyProblem.BUNDLE_UNREADABLE,
            "the file " + file + " cannot be read",
            error.getClass().getSimpleName(),
            "name a bundle that `crossfade audit export` or `audit prove` wrote")
        .raise(error);
  }

  private static ProblemException malformed(Path file, String why, Exception error) {
    return Problem.of(
            VerifyProblem.BUNDLE_MALFORMED,
            file + " is not of the form that it has to be",
            why,
            "have it exported again; a file that was cut or edited by hand does not pass")
        .raise(error);
  }
}
