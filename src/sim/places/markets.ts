/** The seven marketplaces: country | hours east of Greenwich | currency | units for a dollar | language | phone prefix | share. */
export const marketTable = `
US | -6 | USD | 1    | en | +1  | 36
GB | 0  | GBP | 0.79 | en | +44 | 17
DE | 1  | EUR | 0.92 | de | +49 | 18
FR | 1  | EUR | 0.92 | fr | +33 | 10
IT | 1  | EUR | 0.92 | it | +39 | 7
ES | 1  | EUR | 0.92 | es | +34 | 6
CA | -5 | CAD | 1.36 | en | +1  | 6
`;

/** City; region; what its postcodes begin with (`#` a digit, `@` a letter, the rest as it stands). */
export const cityTable: Readonly<Record<string, string>> = {
  US: `Columbus;OH;4320# Austin;TX;7870# Phoenix;AZ;8501# Tulsa;OK;7411# Portland;OR;9720# Charlotte;NC;2820# Milwaukee;WI;5320#
    Fresno;CA;9372# Newark;NJ;0710# Tampa;FL;3361# Boise;ID;8370# Chicago;IL;6062#`,
  GB: `Leeds;West_Yorkshire;LS#_#@@ Bristol;Bristol;BS#_#@@ Glasgow;Glasgow;G1#_#@@ Cardiff;South_Glamorgan;CF1#_#@@ London;Greater_London;SE1#_#@@
    Norwich;Norfolk;NR#_#@@ Liverpool;Merseyside;L1#_#@@ Birmingham;West_Midlands;B1#_#@@`,
  DE: `Nürnberg;Bayern;904## Leipzig;Sachsen;041## Bremen;Bremen;282## Köln;Nordrhein-Westfalen;508## Hamburg;Hamburg;222## Berlin;Berlin;120##
    Freiburg;Baden-Württemberg;791## Kassel;Hessen;341##`,
  FR: `Lyon;Rhône;6900# Nantes;Loire-Atlantique;4400# Lille;Nord;5900# Toulouse;Haute-Garonne;3100# Paris;Paris;7501# Marseille;Bouches-du-Rhône;1300#
    Rennes;Ille-et-Vilaine;3500#`,
  IT: `Torino;TO;101## Bologna;BO;401## Napoli;NA;801## Milano;MI;201## Roma;RM;001## Bari;BA;701## Verona;VR;371##`,
  ES: `Valencia;Valencia;460## Sevilla;Sevilla;410## Zaragoza;Zaragoza;500## Madrid;Madrid;280## Barcelona;Barcelona;080## Málaga;Málaga;290##`,
  CA: `Toronto;ON;M5@_#@# Calgary;AB;T2@_#@# Halifax;NS;B3@_#@# Vancouver;BC;V6@_#@# Winnipeg;MB;R3@_#@# Montréal;QC;H2@_#@#`,
};

/** Words that streets are made of: kinds of street, then names. */
export const streetTable: Readonly<Record<string, readonly [kinds: string, names: string]>> = {
  US: [
    'St,Ave,Dr,Ln,Blvd,Ct',
    'Maple,Cedar,Oak,Lincoln,Washington,Park,Lake,Hill,Jackson,Sunset,Mill,River,Elm,Franklin,Prairie,Chestnut',
  ],
  CA: [
    'St,Ave,Rd,Cres,Dr',
    'King,Queen,Dundas,Birch,Lakeshore,Granville,Main,Victoria,Spruce,Wellington,Laurier,Mackenzie',
  ],
  GB: [
    'Road,Street,Lane,Close,Avenue,Gardens',
    'Station,Church,Victoria,Mill,High,Green,Kings,Albert,Manor,School,Park,Orchard,Highfield,Grange',
  ],
  DE: [
    'straße,weg,gasse,allee,ring',
    'Garten,Bahnhof,Linden,Schiller,Goethe,Kirch,Berg,Wiesen,Mozart,Ahorn,Mühlen,Schul,Birken,Rosen',
  ],
  FR: [
    'rue,avenue,boulevard,impasse,allée',
    'de la Gare,Victor Hugo,des Lilas,Pasteur,de la République,Jean Jaurès,du Moulin,des Écoles,Voltaire,des Tilleuls,Gambetta',
  ],
  IT: [
    'Via,Viale,Corso,Vicolo',
    'Garibaldi,Mazzini,Roma,Dante,Verdi,Marconi,Cavour,Matteotti,delle Rose,San Martino,Leopardi,Manzoni',
  ],
  ES: [
    'Calle,Avenida,Paseo,Plaza',
    'Mayor,del Sol,de la Paz,Cervantes,de Goya,San Juan,del Carmen,Real,de la Iglesia,Colón,de las Flores,Velázquez',
  ],
};

/** Given names, then family names. */
export const nameTable: Readonly<Record<string, readonly [given: string, family: string]>> = {
  US: [
    'James,Maria,Robert,Ashley,Michael,Jennifer,Tyrone,Linda,David,Aaliyah,Carlos,Susan,Joshua,Karen,Kevin,Emily,Darnell,Nicole,Brian,Sofia,Ethan,Mei,Jose,Hannah',
    'Smith,Johnson,Williams,Brown,Garcia,Martinez,Davis,Rodriguez,Wilson,Nguyen,Anderson,Thomas,Jackson,White,Harris,Clark,Lewis,Walker,Young,Hernandez,Wright,Lopez,Kim,Patel,Baker,Carter,Mitchell,Reed',
  ],
  CA: [
    'Liam,Olivia,Noah,Emma,Jackson,Chloé,Lucas,Amelia,Arjun,Sophie,Logan,Priya,Nathan,Camille,Owen,Grace',
    'Smith,Tremblay,Martin,Roy,Singh,Gagnon,Lee,Brown,MacDonald,Campbell,Wong,Wilson,Côté,Taylor,Chen,Fraser,Kaur,Murphy',
  ],
  GB: [
    'Oliver,Amelia,Harry,Isla,George,Ava,Jack,Mohammed,Emily,Sophie,Thomas,Grace,Priya,Daniel,Chloe,Callum,Aisha,Rhys,Megan,Owen,Fatima,Liam',
    'Smith,Jones,Taylor,Brown,Williams,Wilson,Johnson,Davies,Patel,Robinson,Wright,Thompson,Evans,Walker,White,Khan,Roberts,Green,Hall,Wood,Clarke,Hughes,Begum,Murray',
  ],
  DE: [
    'Lukas,Anna,Jonas,Lena,Paul,Marie,Felix,Sophie,Mehmet,Laura,Maximilian,Katharina,Jürgen,Sabine,Stefan,Monika,Emre,Julia,Tobias,Petra,Björn,Heike',
    'Müller,Schmidt,Schneider,Fischer,Weber,Meyer,Wagner,Becker,Schulz,Hoffmann,Koch,Bauer,Richter,Klein,Wolf,Schröder,Neumann,Yılmaz,Zimmermann,Krüger,Hartmann,Lange,Werner,Kaya',
  ],
  FR: [
    'Gabriel,Emma,Louis,Jade,Raphaël,Louise,Hugo,Chloé,Karim,Camille,Antoine,Léa,Nicolas,Inès,Thomas,Manon,Julien,Fatou',
    'Martin,Bernard,Thomas,Petit,Robert,Richard,Durand,Dubois,Moreau,Laurent,Simon,Michel,Lefebvre,Leroy,Roux,Benali,Fournier,Girard,Diallo,Mercier',
  ],
  IT: [
    'Leonardo,Sofia,Francesco,Giulia,Alessandro,Aurora,Lorenzo,Alice,Matteo,Martina,Andrea,Chiara,Davide,Elena,Marco,Francesca',
    'Rossi,Russo,Ferrari,Esposito,Bianchi,Romano,Colombo,Ricci,Marino,Greco,Bruno,Gallo,Conti,De Luca,Mancini,Costa,Giordano,Rizzo',
  ],
  ES: [
    'Hugo,Lucía,Martín,Sofía,Daniel,María,Pablo,Paula,Alejandro,Carmen,Álvaro,Laura,Diego,Marta,Javier,Elena',
    'García,Rodríguez,González,Fernández,López,Martínez,Sánchez,Pérez,Gómez,Martín,Jiménez,Ruiz,Hernández,Díaz,Moreno,Muñoz,Álvarez,Romero',
  ],
};
