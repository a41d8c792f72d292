package dev.crossfade.server.audit;

import dev.crossfade.core.audit.SignedNote;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.engine.audit.CheckpointSink;
import dev.crossfade.server.ServerProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A file to which checkpoints are appended, with an empty line before each. */
public final class CheckpointFile implements CheckpointSink {

  private static final String BETWEEN = "\n";

  private final Path file;

  public CheckpointFile(Path file) {
    this.file = file;
  }

  @Override
  public void keep(SignedNote note) {
    if (last().filter(note::equals).isPresent()) {
      return;
    }
    try {
      Path parent = file.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.writeString(
          file,
          BETWEEN + note.format(),
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND,
          StandardOpenOption.SYNC);
    } catch (IOException e) {
      throw Problem.of(
              ServerProblem.FILE_NOT_WRITABLE,
              "The checkpoint cannot be written to " + file + ".",
              String.valueOf(e.getMessage()),
              "Make room there, or correct the permissions.")
          .raise(e);
    }
  }

  @Override
  public Optional<SignedNote> last() {
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      String text = Files.readString(file, StandardCharsets.UTF_8);
      // a note is text, an empty line, and signatures
      int signatures = text.lastIndexOf("\n\n");
      int start = text.lastIndexOf("\n\n", signatures - 1);
      return Optional.of(SignedNote.parse(text.substring(start < 0 ? 1 : start + 2)));
    } catch (IOException | IllegalArgumentException e) {
      throw Problem.of(
              ServerProblem.AUDIT_CHECKPOINTS_UNREADABLE,
              "The checkpoints in " + file + " cannot be read.",
              String.valueOf(e.getMessage()),
              "Restore the file; if it is lost for good, move it away and say so to the auditors.")
          .raise(e);
    }
  }
}
