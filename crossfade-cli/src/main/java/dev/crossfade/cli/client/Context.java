package dev.crossfade.cli.client;

/**
 * A server and who one is there.
 *
 * @param name by which people choose it
 * @param server its URL
 * @param token what proves who one is; empty for nobody
 */
public record Context(String name, String server, String token) {

  @Override
  public String toString() {
    return "Context[" + name + ", " + server + "]";
  }
}
