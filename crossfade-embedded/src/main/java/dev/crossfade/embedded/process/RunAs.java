package dev.crossfade.embedded.process;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.embedded.EmbeddedProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Under which user a database server runs: the caller's own, unless that is root, because
 * PostgreSQL refuses root. Then it is the owner of the existing data, or user 65534 (nobody). Where
 * a parent folder is closed to others, such as /root, the server keeps the one capability to pass
 * it.
 */
public final class RunAs {

  private static final int NOBODY = 65534;

  private final boolean root;
  private final int user;
  private final boolean closedParents;

  private RunAs(boolean root, int user, boolean closedParents) {
    this.root = root;
    this.user = user;
    this.closedParents = closedParents;
  }

  /** Decides for a data folder, which need not exist, and programs in {@code binaries}. */
  public static RunAs forData(Path data, Path binaries) throws IOException {
    int self = owner(Path.of("/proc/self"));
    if (self != 0) {
      return new RunAs(false, self, false);
    }
    int owner = Files.exists(data) ? owner(data) : NOBODY;
    return new RunAs(true, owner == 0 ? NOBODY : owner, !open(data) || !open(binaries));
  }

  /** The command that runs {@code command} as that user. */
  public List<String> command(List<String> command) {
    if (!root) {
      return command;
    }
    List<String> full = new ArrayList<>();
    full.add(setpriv().toString());
    full.addAll(List.of("--reuid=" + user, "--regid=" + user, "--clear-groups"));
    if (closedParents) {
      // access(2), which initdb uses, honours capabilities of ordinary users only with this bit
      full.add("--securebits=+no_setuid_fixup");
      full.addAll(List.of("--inh-caps=+dac_override", "--ambient-caps=+dac_override"));
    }
    full.addAll(command);
    return full;
  }

  /** Makes a file or folder this process has created belong to that user. */
  public void own(Path path) throws IOException {
    if (root) {
      Files.setAttribute(path, "unix:uid", user, LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(path, "unix:gid", user, LinkOption.NOFOLLOW_LINKS);
    }
  }

  private static int owner(Path path) throws IOException {
    return (int) Files.getAttribute(path, "unix:uid");
  }

  private static boolean open(Path path) throws IOException {
    for (Path p = path.getParent(); p != null; p = p.getParent()) {
      if (Files.exists(p)
          && !Files.getPosixFilePermissions(p).contains(PosixFilePermission.OTHERS_EXECUTE)) {
        return false;
      }
    }
    return true;
  }

  private static Path setpriv() {
    Optional<Path> tool = Tool.find("setpriv");
    return tool.orElseThrow(
        () ->
            Problem.of(
                    EmbeddedProblem.TOOL_MISSING,
                    "The program setpriv is needed to start a database as root, and is missing.",
                    "A database server must not run as root; setpriv starts it as another user.",
                    "Install util-linux, or run Crossfade as an ordinary user.")
                .raise());
  }
}
