package main

// gcomprisResources is the folder of the files of resources in the package gcompris-qt-data; their README files name the licences.
const gcomprisResources = "usr/share/gcompris-qt/rcc"

const (
	publicDomain = "public domain"
	ccZero       = "CC0 1.0"

	// "package:resources:folder in them"
	monuments = "gcompris-qt-data:explore_monuments:"
	beasts    = "gcompris-qt-data:explore_world_animals:animals/"
	farm      = "gcompris-qt-data:explore_farm_animals:animals/"
	erase     = "gcompris-qt-data:erase:"
	music     = "gcompris-qt-data:explore_world_music:music/"

	// "package:folder in it"
	skimage = "python3-skimage:usr/lib/python3/dist-packages/skimage/data/"
	lomiri  = "lomiri-wallpapers-16.04:usr/share/backgrounds/"

	commons = "Wikimedia Commons, "
)

// photographs are those to practise on: landscapes, buildings, animals, people, things.
func photographs() []photograph {
	return []photograph{
		{"canyon", "river in Canyon de Chelly", "Nikater", monuments + "usa/canyondeChelly.webp", commons + "Canyon de chelly09.jpg", publicDomain},
		{"mont-saint-michel", "Mont-Saint-Michel above its marshes", "Ali Sabbagh", monuments + "france/montStMichel.webp", commons + "Mont Saint-Michel IMG 5109 (48875955288).jpg", ccZero},
		{"great-wall", "hills with the Great Wall of China", "Nicolas Perrault III", monuments + "wonders/greatWallofChina.webp", commons + "Great Wall of China July 2006.JPG", ccZero},
		{"ajanta", "green cliffs of the Ajanta Caves", "Jonathanawhite", monuments + "india/ajantaCave.webp", commons + "Aurangabad - Ajanta Caves (32).JPG", publicDomain},
		{"pont-du-gard", "Pont du Gard over its river", "Mimova", monuments + "france/pontduGard.webp", commons + "Pontdugard.jpg", publicDomain},
		{"rocamadour", "Rocamadour in the woods", "François Darras", monuments + "france/rocamadour.webp", commons + "Rocamadour fda.jpg", publicDomain},
		{"red-pyramid", "Red Pyramid in the desert", "Chipdawes", monuments + "egypt/redPyramid.webp", commons + "RedPyramid.JPG", publicDomain},
		{"carcassonne", "walls of Carcassonne", "Petitemontagnedujura", monuments + "france/citedeCarcassonne.webp", commons + "Carcassonne - la Cité.jpg", publicDomain},
		{"schwerin", "Schwerin Palace by the lake", "Hermann Luyken", monuments + "germany/schwerinPalace.webp", commons + "2012.02.26.121724 Schloss Schwerin.jpg", ccZero},
		{"golden-temple", "Golden Temple in its pool", "Jasdeep Singh", monuments + "india/goldenTemple.webp", commons + "Golden Temple .jpg", ccZero},
		{"colosseum", "Colosseum", "Urse Ovidiu", monuments + "wonders/colosseum.webp", commons + "Colosseum Roma 2009.jpg", publicDomain},
		{"gateway-of-india", "Gateway of India at night", "Simon Steinberger", monuments + "india/gatewayofIndia.webp", commons + "Gateway-of-India.jpg", ccZero},
		{"hawa-mahal", "Hawa Mahal", "Janwiki", monuments + "india/hawaMahal.webp", commons + "Hawa Mahal, Jaipur, India.jpg", publicDomain},
		{"neuschwanstein", "Neuschwanstein Castle", "cameralends", monuments + "germany/neuschwansteinCastle.webp", commons + "Neuschwanstein Castle (532850).jpg", ccZero},
		{"reims", "Reims Cathedral", "Mattana", monuments + "france/reimsCathedral.webp", commons + "Reims Cathedrale Notre Dame 002 chevet.JPG", publicDomain},
		{"liberty", "Statue of Liberty", "(WT-shared) Ypsilonatshared", monuments + "usa/statueofLiberty.webp", commons + "Liberty enlightening the world.JPG", publicDomain},
		{"lincoln", "Lincoln Memorial", "Brylie Christopher Oxley", monuments + "usa/lincolnMemorial.webp", commons + "US-WashingtonDC-LincolnMemorial-20140312 014138 HDR v1.JPG", ccZero},
		{"berlin", "Berlin Cathedral", "Gary Todd", monuments + "germany/berlinCathedral.webp", commons + "Berlin Cathedral (28668994926).jpg", ccZero},
		{"red-panda", "red panda", "Mathias Appel", erase + "red_panda.webp", commons + "Red Panda (30324056733).jpg", ccZero},
		{"kingfisher", "kingfisher", "Frank-2.0", erase + "kingfisher.webp", commons + "Eisvogel kingfisher.jpg", ccZero},
		{"pika", "pika among leaves", "NPS Climate Change Response", erase + "pika.webp", "flickr.com/photos/npsclimatechange/23072904076", publicDomain},
		{"horses", "horses", "Seth Zeigler", farm + "horse.webp", commons + "Nokota Horse Stud Band.jpg", ccZero},
		{"cow", "cow in a meadow", "Dohduhdah", farm + "cow.webp", commons + "Cow-IMG 2050.JPG", publicDomain},
		{"dog", "dog in a meadow", "Hans Kemperman", farm + "dog.webp", commons + "German-shepherd-4040871920. (2).jpg", publicDomain},
		{"jaguars", "jaguars", "Frieda Bredesen", beasts + "jaguar.webp", commons + "Two Jaguar Sisters.jpg", ccZero},
		{"lemurs", "lemurs", "Mathias Appel", beasts + "lemur.webp", commons + "Lemur (37122852696).jpg", ccZero},
		{"macaw", "macaw", "Dcoetzee", beasts + "scarlet_macaw.webp", commons + "Scarlet macaw at Cougar Mountain Zoological Park.jpg", ccZero},
		{"panda", "panda", "Jeff Kubina", beasts + "panda.webp", commons + "Giant Panda 2004-03-2.jpg", publicDomain},
		{"moose", "moose in the heath", "Ryan Hagerty", beasts + "moose.webp", commons + "Male Moose.jpg", publicDomain},
		{"polar-bear", "polar bear in the snow", "anonymous", beasts + "polar_bear.webp", commons + "Churchill Wildlife Management Area polar bear30.JPG", publicDomain},
		{"orchestra", "orchestra", "ABC Informática", music + "orchestra.webp", commons + "Orchestra of the 18th Century.jpg", publicDomain},
		{"drummers", "drummers at a Japanese feast", "takami torao", music + "japan.webp", commons + "Agidaiko03.jpg", publicDomain},
		{"mariachi", "mariachi players", "Elidealista", music + "mexico.webp", commons + "Wikipedia 10 Guadalajara - Mariachi.jpg", ccZero},
		{"opera", "opera singers", "SoriamuséuM", music + "italy.webp", commons + "Ópera cásina.jpg", ccZero},
		{"drums", "drums on grass", "Kenneth Ritchards", music + "africa.webp", commons + "Bata drums.jpg", publicDomain},
		{"reef", "reef under water", "SolarSurfer", "gcompris-qt-data:clickgame:sea3.webp", commons + "Finding Nemo Porthole.JPG", publicDomain},
		{"cat", "cat's face", "Stéfan van der Walt", skimage + "chelsea.png", "Chelsea the cat", ccZero},
		{"coffee", "cup of coffee", "Rachel Michetti", skimage + "coffee.png", "Pikolo Espresso Bar", ccZero},
		{"dandelions", "dandelions against the sun", "Clemens Engelhardt", lomiri + "seeding_by_Clements_Engelhardt.jpg", "seeding", ccZero},
	}
}
