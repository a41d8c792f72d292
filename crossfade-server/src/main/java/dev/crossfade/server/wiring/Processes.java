package dev.crossfade.server.wiring;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;

/** What this process is called where several of them meet. */
final class Processes {

  private static final int DRAWN = 8;

  private Processes() {}

  /** A name for people that no other process has, nor has this one had it before. */
  static String name() {
    String drawn = draw().substring(0, DRAWN);
    return user() + "@" + host() + " process " + ProcessHandle.current().pid() + " " + drawn;
  }

  /** A name that nothing else has. */
  static String draw() {
    return UUID.randomUUID().toString();
  }

  /** Who runs it. */
  static String user() {
    return System.getProperty("user.name", "unknown");
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }
}
