package dev.crossfade.server.command;

import dev.crossfade.server.security.RequestLimits;
import dev.crossfade.server.security.RequestLimits.Limit;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How many requests a server answers one alone. */
final class RequestLimitOptions {

  @Option(
      names = "--account-requests",
      paramLabel = "PER_SECOND:AT_ONCE",
      converter = Read.class,
      description =
          "Requests that an account may send, in the long run and at once; what is more gets 429."
              + " Default: ${DEFAULT-VALUE}.")
  private Limit account = RequestLimits.DEFAULTS.account();

  @Option(
      names = "--address-requests",
      paramLabel = "PER_SECOND:AT_ONCE",
      converter = Read.class,
      description =
          "The same of an address. Behind a proxy all come from its address: give it as much as all"
              + " of them need. Default: ${DEFAULT-VALUE}.")
  private Limit address = RequestLimits.DEFAULTS.address();

  RequestLimits limits() {
    return new RequestLimits(account, address);
  }

  /** Reads a limit. */
  static final class Read implements ITypeConverter<Limit> {
    @Override
    public Limit convert(String text) {
      try {
        return Limit.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("'" + text + "': " + e.getMessage());
      }
    }
  }
}
