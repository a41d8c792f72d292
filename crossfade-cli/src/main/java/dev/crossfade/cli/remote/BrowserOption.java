package dev.crossfade.cli.remote;

import dev.crossfade.cli.client.BrowserSignIn;
import dev.crossfade.cli.client.SignIn;
import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** How somebody signs in whom only the server's identity provider knows. */
final class BrowserOption {

  /** What accounts of an identity provider are called. */
  static final String ELSEWHERE = "oidc:";

  @Option(
      names = "--paste",
      description =
          "Reads the code of the identity provider's people from standard input, for a browser on"
              + " another machine. Default: it comes from the browser by itself.")
  private boolean paste;

  SignIn.Proof proof(String server, PrintWriter err) {
    BrowserSignIn way = new BrowserSignIn(server, err::println);
    return paste ? way.pasted(PasswordOption::line) : way.here();
  }
}
