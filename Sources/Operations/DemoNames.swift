import Foundation

/// Invented people: common French names, combined at random.
enum DemoNames {
    static let family = """
        Martin Bernard Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Lefebvre Leroy Roux David \
        Bertrand Morel Fournier Girard Bonnet Dupont Lambert Fontaine Rousseau Vincent Muller Lefèvre Faure André \
        Mercier Blanc Guérin Boyer Garnier Chevalier François Legrand Gauthier Garcia Perrin Robin Clément Morin \
        Nicolas Henry Roussel Mathieu Gautier Masson Marchand Duval Denis Dumont Marie Lemaire Noël Meyer Dufour \
        Meunier Brun Blanchard Giraud Joly Rivière Lucas Brunet Gaillard Barbier Arnaud Martínez Gérard Roche Renard \
        Schmitt Roy Leroux Colin Vidal Caron Picard Roger Fabre Aubert Lemoine Renaud Dumas Lacroix Olivier Philippe \
        Bourgeois Pierre Benoît Rey Leclerc Payet Rolland Leclercq Guillaume Lecomte Lopez Jean Dupuy Guillot Hubert \
        Berger Carpentier Sanchez Dupuis Moulin Louis Deschamps Huet Vasseur Perez Boucher Fleury Royer Klein Jacquet \
        Adam Paris Poirier Marty Aubry Guyot Carré Charles Renault Charpentier Ménard Maillard Baron Bertin Bailly \
        Hervé Schneider Fernandez Le\u{A0}Gall Collet Léger Bouvier Julien Prévost Millet Perrot Daniel Cousin Germain \
        Breton Besson Langlois Rémy Le\u{A0}Roux Pelletier Lévêque Perrier Leblanc Barré Lebrun Marchal Weber Mallet \
        Hamon Boulanger Jacob Monnier Michaud Rodriguez Guichard Gillet Étienne Grondin Poulain Tessier Chevallier \
        Collin Chauvin Da\u{A0}Silva Bouchet Gay Lemaître Bénard Maréchal Humbert Reynaud Antoine Hoarau Perret \
        Barthélemy Cordier Pichon Lejeune Gilbert Lamy Delaunay Pasquier Carlier Laporte
        """.split(separator: " ").map(String.init)

    static let given = """
        Claire Paul Anne Julien Camille Nicolas Sophie Pierre Isabelle Thomas Nathalie François Marie Laurent Céline \
        Olivier Sandrine Christophe Hélène Philippe Valérie David Catherine Sébastien Julie Éric Émilie Vincent Aurélie \
        Frédéric Laure Mathieu Delphine Antoine Florence Guillaume Caroline Alexandre Élodie Benoît Stéphanie Jérôme \
        Mélanie Romain Virginie Arnaud Karine Fabien Audrey Cédric Marion Bruno Lucie Xavier Pauline Gilles Cécile \
        Ludovic Agnès Yannick Myriam Rachid Nadia Karim Fatima Samir Leïla Hugo Inès Adrien Chloé Maxime Manon Lucas \
        Sarah Théo Jeanne Arthur Louise Gabriel Alice Raphaël Rose Étienne Madeleine Louis Simone Jacques Monique \
        Alain Bernadette Michel Françoise Daniel Martine Christian Brigitte
        """.split(separator: " ").map(String.init)

    /// `claire.martin17@intervenants.example`: nobody's address, by the top-level domain reserved for examples.
    static func email(_ given: String, _ family: String, _ number: Int) -> String {
        func plain(_ text: String) -> String {
            String(
                text.lowercased().decomposedStringWithCanonicalMapping.unicodeScalars
                    .filter { $0.isASCII && $0.properties.isAlphabetic }.map(Character.init))
        }
        return "\(plain(given)).\(plain(family))\(number % 100)@intervenants.example"
    }
}
