package dev.crossfade.bench.unrecorded;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Makes the methods by which a load records its rows return at once. */
public final class Unrecorded {

  /** Of the method with most parameters, itself included. */
  private static final int MOST_VARIABLES = 4;

  private static final Map<String, Set<String>> RECORDING =
      Map.of(
          "dev/crossfade/core/audit/RowPart",
          Set.of("set", "add", "remove", "delete", "clear"),
          "dev/crossfade/jdbc/target/LoadLedger",
          Set.of("record"));

  private Unrecorded() {}

  /** Called by the Java machine before main. */
  public static void premain(String arguments, Instrumentation machine) {
    machine.addTransformer(new Emptying());
  }

  private static final class Emptying implements ClassFileTransformer {
    @Override
    public byte @Nullable [] transform(
        @Nullable ClassLoader loader,
        @Nullable String name,
        @Nullable Class<?> before,
        @Nullable ProtectionDomain domain,
        byte[] code) {
      Set<String> methods = name == null ? null : RECORDING.get(name);
      return methods == null ? null : emptied(code, methods);
    }
  }

  private static byte[] emptied(byte[] code, Set<String> methods) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(code)
        .accept(
            new ClassVisitor(Opcodes.ASM9, writer) {
              @Override
              public @Nullable MethodVisitor visitMethod(
                  int access,
                  String name,
                  String descriptor,
                  @Nullable String signature,
                  String @Nullable [] exceptions) {
                MethodVisitor method =
                    super.visitMethod(access, name, descriptor, signature, exceptions);
                if (!methods.contains(name)) {
                  return method;
                }
                method.visitCode();
                method.visitInsn(Opcodes.RETURN);
                method.visitMaxs(0, MOST_VARIABLES);
                method.visitEnd();
                return null;
              }
            },
            0);
    return writer.toByteArray();
  }
}
