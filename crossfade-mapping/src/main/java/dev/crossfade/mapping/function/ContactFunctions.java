package dev.crossfade.mapping.function;

import static dev.crossfade.mapping.function.Arguments.str;
import static dev.crossfade.mapping.value.ValueTypes.TEXT;

import org.jspecify.annotations.Nullable;

/** Functions on ways to reach a person. */
final class ContactFunctions {

  private ContactFunctions() {}

  static FunctionGroup group() {
    Phones phones = new Phones();
    return FunctionGroup.of(
        "E-mail and telephone",
        LibraryFunction.named(
                "email",
                "An e-mail address in canonical form: trimmed, small letters, international domains as"
                    + " ASCII. NULL when it is not a valid address.")
            .unary(TEXT, String.class, TEXT, Emails::canonical)
            .idempotent(0, Undo.Others.IGNORED)
            .example("email('  Ada@Example.COM ')", "'ada@example.com'")
            .example("email('ada@bücher.example')", "'ada@xn--bcher-kva.example'")
            .example("email('not an address')", "null"),
        LibraryFunction.named(
                "emailOrRefuse", "As email, but a text that is no valid address refuses the row.")
            .unary(TEXT, String.class, TEXT, ContactFunctions::emailOrRefuse)
            .idempotent(0, Undo.Others.IGNORED)
            .example("emailOrRefuse('ada@example.com')", "'ada@example.com'")
            .example(
                "emailOrRefuse('ada')",
                "refused: emailOrRefuse() got something that is not an e-mail address"),
        LibraryFunction.named("emailDomain", "The domain of a valid e-mail address, else NULL.")
            .unary(TEXT, String.class, TEXT, Emails::domain)
            .example("emailDomain('Ada@Example.COM')", "'example.com'"),
        LibraryFunction.named(
                "phone",
                "A telephone number as E.164, read with the rules of a country (ISO alpha-2) unless it"
                    + " starts with +. NULL when it is not a valid number.")
            .texts(TEXT, phones::e164, TEXT, TEXT)
            .idempotent(0, Undo.Others.IGNORED)
            .example("phone('(030) 901820', 'DE')", "'+4930901820'")
            .example("phone('+1 650-253-0000', 'DE')", "'+16502530000'")
            .example("phone('12', 'DE')", "null"),
        LibraryFunction.named(
                "phoneOrRefuse", "As phone, but a text that is no valid number refuses the row.")
            .strict(TEXT, a -> phoneOrRefuse(phones.e164(str(a[0]), str(a[1]))), TEXT, TEXT)
            .idempotent(0, Undo.Others.IGNORED)
            .example("phoneOrRefuse('030 901820', 'DE')", "'+4930901820'"));
  }

  private static String emailOrRefuse(String text) {
    String email = Emails.canonical(text);
    if (email == null) {
      throw Failures.notUnderstood("emailOrRefuse", "an e-mail address");
    }
    return email;
  }

  private static String phoneOrRefuse(@Nullable String number) {
    if (number == null) {
      throw Failures.notUnderstood("phoneOrRefuse", "a telephone number");
    }
    return number;
  }
}
