package dev.crossfade.embedded.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Creates a data folder so that it exists either completely or not at all. */
public final class DataFolder {

  private DataFolder() {}

  /** Fills the folder it is given, which exists, is empty and closed to other users. */
  public interface Filler {
    void fill(Path folder) throws IOException;
  }

  /** Creates {@code data} with {@code filler} unless it exists. */
  public static void create(Path data, RunAs user, Filler filler) throws IOException {
    if (Files.exists(data)) {
      return;
    }
    Path fresh = data.resolveSibling(data.getFileName() + ".new");
    FileTree.delete(fresh);
    OwnerOnly.createFolder(fresh);
    user.own(fresh);
    filler.fill(fresh);
    Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Creates {@code data} empty and closed to other users unless it exists. */
  public static void createEmpty(Path data) throws IOException {
    if (!Files.exists(data)) {
      OwnerOnly.createFolder(data);
    }
  }

  /** A file that only {@code user} can read, for a secret handed to a server. */
  public static Path secret(Path file, RunAs user, String content) throws IOException {
    Files.deleteIfExists(file);
    OwnerOnly.createFile(file);
    Files.writeString(file, content);
    user.own(file);
    return file;
  }
}
