package dev.crossfade.server.http;

import dev.crossfade.cli.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A terminal with commands that wait for a browser, and a person who uses both. */
final class Terminal implements AutoCloseable {

  private static final Pattern ADDRESS = Pattern.compile("  (http\\S+/oauth2/\\S+)\n");
  private static final Pattern NEXT = Pattern.compile("href=\"(http://127[^\"]+)\"");
  private static final Pattern PASTE = Pattern.compile("<code>([^<]+)</code>");

  private final Path home;
  private final ExecutorService commands = Executors.newSingleThreadExecutor();
  private StringWriter said = new StringWriter();

  Terminal(Path home) {
    this.home = home;
  }

  static String challenge(String verifier) throws Exception {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.UTF_8));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
  }

  static String code(String page) {
    return found(PASTE, page);
  }

  private static String found(Pattern what, String text) {
    Matcher matcher = what.matcher(text);
    if (!matcher.find()) {
      throw new AssertionError("no " + what + " in " + text);
    }
    return matcher.group(1);
  }

  /** Runs a command, and does in a browser what it asks for; its exit code. */
  int run(String person, String... command) throws Exception {
    said = new StringWriter();
    PrintWriter out = new PrintWriter(said, true);
    Future<Integer> code =
        commands.submit(() -> Main.run(out, out, Map.of("HOME", home.toString()), command));
    while (!code.isDone() && !ADDRESS.matcher(said()).find()) {
      Thread.sleep(20);
    }
    if (!code.isDone()) {
      URI address = URI.create(found(ADDRESS, said()));
      Browser browser = new Browser();
      String back = address.resolve("/login/").toString();
      String page = browser.get(browser.begin(address, person, back)).body();
      browser.get(URI.create(found(NEXT, page)));
    }
    return code.get();
  }

  /** What the last command has printed. */
  String said() {
    return said.toString();
  }

  @Override
  public void close() {
    commands.shutdownNow();
  }
}
