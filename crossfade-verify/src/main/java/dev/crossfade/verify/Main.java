package dev.crossfade.verify;

import dev.crossfade.core.audit.BundleVerdict;
import dev.crossfade.core.audit.NoteKey;
import dev.crossfade.core.audit.SignedNote;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.verify.VerdictText.Trust;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The verifier as a program of its own, for those who have no Crossfade. */
public final class Main {

  private static final String USAGE =
      "usage: java -jar crossfade-verify.jar BUNDLE [--key KEY] [--checkpoint FILE]...";
  private static final int NOT_INTACT = 3;
  private static final int INVALID = 2;

  private Main() {}

  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(out, err, arguments));
  }

  /** Checks a bundle: 0 intact, 3 not intact, 2 wrong use or no bundle. */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    @Nullable NoteKey key = null;
    List<SignedNote> kept = new ArrayList<>();
    List<Path> bundles = new ArrayList<>();
    try {
      for (int i = 0; i < arguments.length; i++) {
        boolean option = arguments[i].startsWith("--");
        if (option && i + 1 == arguments.length) {
          throw new IllegalArgumentException("nothing behind " + arguments[i]);
        }
        switch (arguments[i]) {
          case "--key" -> key = BundleFiles.key(arguments[++i]);
          case "--checkpoint" -> kept.addAll(BundleFiles.checkpoints(Path.of(arguments[++i])));
          default -> bundles.add(bundle(arguments[i]));
        }
      }
      if (bundles.size() != 1) {
        throw new IllegalArgumentException("not one bundle but " + bundles.size());
      }
      if (CertificateFile.isOne(bundles.get(0))) {
        return certificate(bundles.get(0), key, out);
      }
      BundleVerdict verdict = BundleFiles.verify(bundles.get(0), key, kept);
      Trust trust = key == null ? Trust.BELIEVED : Trust.GIVEN;
      VerdictText.lines(verdict, kept.size(), trust).forEach(out::println);
      return verdict.log().intact() ? 0 : NOT_INTACT;
    } catch (ProblemException e) {
      e.problems().forEach(problem -> err.println(problem.render()));
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      err.println(USAGE);
    }
    return INVALID;
  }

  private static int certificate(Path file, @Nullable NoteKey key, PrintWriter out) {
    if (key == null) {
      throw new IllegalArgumentException("a certificate is checked with a key: --key KEY");
    }
    CertificateFile.Checked checked = CertificateFile.check(file, key);
    checked.lines().forEach(out::println);
    return checked.intact() ? 0 : NOT_INTACT;
  }

  private static Path bundle(String argument) {
    if (argument.startsWith("-")) {
      throw new IllegalArgumentException("unknown: " + argument);
    }
    return Path.of(argument);
  }
}
