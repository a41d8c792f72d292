package dev.crossfade.server.audit;

import dev.crossfade.core.audit.NoteKey;
import dev.crossfade.core.audit.NoteSigner;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.server.ServerProblem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * A key that signs an audit log or route records, in a file that only its owner can read: the
 * public key as a line, then the private one.
 */
public final class KeyFile {

  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final Path file;

  public KeyFile(Path file) {
    this.file = file;
  }

  /**
   * The key, made now if there is none.
   *
   * @param name of a new key
   */
  public NoteSigner signer(String name) {
    try {
      return Files.exists(file) ? read() : create(name);
    } catch (IOException | GeneralSecurityException e) {
      throw unusable(String.valueOf(e.getMessage()), e);
    }
  }

  private NoteSigner create(String name) throws IOException, GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    NoteSigner signer = new NoteSigner(NoteKey.of(name, pair.getPublic()), pair.getPrivate());
    String text =
        signer.key().text()
            + "\n"
            + Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded())
            + "\n";
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    try {
      place(text);
    } catch (FileAlreadyExistsException e) {
      return read();
    }
    return signer;
  }

  /** Whoever finds the file finds all of it, also when this process is killed meanwhile. */
  private void place(String text) throws IOException {
    FileAttribute<?> owner = PosixFilePermissions.asFileAttribute(OWNER);
    Path beside = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID());
    try {
      try (FileChannel channel =
          FileChannel.open(
              beside, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owner)) {
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        channel.force(true);
      }
      appear(beside);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /** Unlike a move, a link never takes the place of a key that somebody else made meanwhile. */
  private void appear(Path beside) throws IOException {
    try {
      Files.createLink(file, beside);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (IOException | UnsupportedOperationException e) {
      // not every file system has links
      Files.move(beside, file);
    }
  }

  private NoteSigner read() throws IOException, GeneralSecurityException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    if (!OWNER.containsAll(permissions)) {
      throw unusable("Others may read it: " + PosixFilePermissions.toString(permissions), null);
    }
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    if (lines.size() < 2) {
      throw unusable("It does not hold a public and a private key.", null);
    }
    try {
      PrivateKey secret =
          KeyFactory.getInstance("Ed25519")
              .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(lines.get(1))));
      return new NoteSigner(NoteKey.parse(lines.get(0)), secret);
    } catch (IllegalArgumentException e) {
      // what is in the file must not be shown
      throw unusable("It does not hold a public and a private key that belong together.", null);
    }
  }

  private ProblemException unusable(String why, @org.jspecify.annotations.Nullable Exception e) {
    Problem problem =
        Problem.of(
            ServerProblem.AUDIT_KEY_UNUSABLE,
            "The key in " + file + " cannot be used.",
            why,
            "Let it be a file of Crossfade's own user with mode 0600, or name another with --key.");
    return e == null ? problem.raise() : problem.raise(e);
  }
}
