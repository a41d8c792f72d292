package dev.crossfade.server.command;

import dev.crossfade.server.output.Console;
import dev.crossfade.verify.BundleFiles;
import dev.crossfade.verify.CertificateFile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks a certificate with nothing but a key. */
@Command(
    name = "verify",
    description =
        "Checks the certificate of a cutover with nothing but the file and the audit log's public"
            + " key. Ends with exit code 3 when it is not byte for byte what was signed.",
    mixinStandardHelpOptions = true)
final class CertificateVerifyCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(index = "0", paramLabel = "FILE", description = "The certificate.")
  private Path file = Path.of("");

  @Option(
      names = "--key",
      paramLabel = "KEY",
      required = true,
      description = "The public key, or a file whose first line it is.")
  private String key = "";

  CertificateVerifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    CertificateFile.Checked checked = CertificateFile.check(file, BundleFiles.key(key));
    checked.lines().forEach(console.out()::println);
    console.out().flush();
    return (checked.intact() ? Exit.OK : Exit.NOT_PROVEN).code();
  }
}
