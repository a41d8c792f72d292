package dev.crossfade.cli.client;

/**
 * A server and who one is there.
 *
 * @param name by which people choose it
 * @param server its URL
 * @param token what proves who one is; empty for nobody
 * @param root file with the authority to believe about the server; empty for whom Java believes
 */
public record Context(String name, String server, String token, String root) {

  /** One whose server Java believes. */
  public Context(String name, String server, String token) {
    this(name, server, token, "");
  }

  @Override
  public String toString() {
    return "Context[" + name + ", " + server + "]";
  }
}
