package dev.crossfade.server.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** The password of the demonstration's user, in a file that only the owner of the folder reads. */
final class DemoPassword {

  private static final int BYTES = 24;

  private DemoPassword() {}

  /**
   * The one of last time, or a new one that is kept before anybody has it. The file is there with
   * all that is in it or not at all, whenever the process ends.
   */
  static String in(Path folder) throws IOException {
    Path file = folder.resolve("password");
    String known = Files.exists(file) ? Files.readString(file).strip() : "";
    if (!known.isEmpty()) {
      return known;
    }
    byte[] drawn = new byte[BYTES];
    new SecureRandom().nextBytes(drawn);
    String password = Base64.getUrlEncoder().withoutPadding().encodeToString(drawn);
    Files.createDirectories(folder);
    Path fresh =
        Files.createTempFile(
            folder,
            "password",
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(fresh, password + "\n");
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return password;
  }
}
