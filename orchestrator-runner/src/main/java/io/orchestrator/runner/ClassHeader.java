package io.orchestrator.runner;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * What a class file says of its class, read without loading it, which could need classes that are not there.
 *
 * @param name with slashes, as class files have it
 * @param parents its superclass and interfaces, likewise
 */
record ClassHeader(String name, List<String> parents) {

    private static final int MAGIC = 0xCAFEBABE;

    static ClassHeader read(InputStream file) throws IOException {
        DataInputStream in = new DataInputStream(file);
        if (in.readInt() != MAGIC) {
            throw new IOException("it is no class file");
        }
        in.skipNBytes(4);
        ConstantPool pool = ConstantPool.read(in);
        in.skipNBytes(2);
        String name = pool.className(in.readUnsignedShort());
        List<String> parents = new ArrayList<>();
        parents.add(pool.className(in.readUnsignedShort()));
        int interfaces = in.readUnsignedShort();
        for (int i = 0; i < interfaces; i++) {
            parents.add(pool.className(in.readUnsignedShort()));
        }
        return new ClassHeader(name, List.copyOf(parents));
    }

    /** The texts of the constant pool, and which text each class entry points at; the Java specification's section 4.4. */
    private record ConstantPool(String[] texts, int[] classes) {

        static ConstantPool read(DataInputStream in) throws IOException {
            int size = in.readUnsignedShort();
            ConstantPool pool = new ConstantPool(new String[size], new int[size]);
            for (int i = 1; i < size; i++) {
                int tag = in.readUnsignedByte();
                switch (tag) {
                    case 1 -> pool.texts[i] = in.readUTF();
                    case 7 -> pool.classes[i] = in.readUnsignedShort();
                    case 8, 16, 19, 20 -> in.skipNBytes(2);
                    case 15 -> in.skipNBytes(3);
                    case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
                    case 5, 6 -> {
                        in.skipNBytes(8);
                        // Long and double take two places.
                        i++;
                    }
                    default -> throw new IOException("it has a constant of the unknown kind " + tag);
                }
            }
            return pool;
        }

        /** Empty for entry 0, which stands for the superclass of Object and of modules. */
        String className(int entry) {
            String text = entry == 0 ? "" : texts[classes[entry]];
            return text == null ? "" : text;
        }
    }
}
