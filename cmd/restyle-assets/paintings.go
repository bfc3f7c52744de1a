package main

// painting is a style of the built-in library.
type painting struct {
	file   string // in the folder of paintings; "sample:" and the name of a picture that is built in
	name   string // of the work
	artist string // dead for more than 70 years
	year   string
}

const (
	cezanne   = "Paul Cézanne"
	gauguin   = "Paul Gauguin"
	kandinsky = "Wassily Kandinsky"
	monet     = "Claude Monet"
	vanGogh   = "Vincent van Gogh"
)

// paintings is the built-in library.
func paintings() []painting {
	return []painting{
		{"EndyWon_12.jpg", "Mont Sainte-Victoire", cezanne, "1904"},
		{"EndyWon_20.jpg", "Jourdan's Cabin", cezanne, "1906"},
		{"EndyWon_21.jpg", "The Gulf of Marseille", cezanne, "1885"},
		{"EndyWon_26.jpg", "Salisbury Cathedral", "John Constable", "1823"},
		{"zhanghang1_Robert_Delaunay__1906__Portrait.jpg", "Portrait of Metzinger", "Robert Delaunay", "1906"},
		{"EndyWon_15.jpg", "The Black Pigs", gauguin, "1891"},
		{"EndyWon_2.jpg", "Tahitian Pastorale", gauguin, "1892"},
		{"gordicalek_tahiti_guaguin.jpg", "Three Tahitian Women", gauguin, "1896"},
		{"titu1994_japanese_flower_sakai_hoitsu.jpg", "Cherry Blossoms", "Sakai Hōitsu", "about 1810"},
		{"fns_wave_crop.jpg", "The Great Wave", "Katsushika Hokusai", "1831"},
		{"GlebSBryki_Composition-VII.jpg", "Composition VII", kandinsky, "1913"},
		{"rtqichen_compx_wk.jpg", "Composition X", kandinsky, "1939"},
		{"HalbertCH_4.jpg", "Small Worlds I", kandinsky, "1922"},
		{"chinese_224.jpg", "Five Horses", "Li Gonglin", "about 1090"},
		{"EndyWon_9.jpg", "The Port of Marseille", "Albert Marquet", "1916"},
		{"MingSun-Ts_in4.jpg", "Woman with a Hat", "Henri Matisse", "1905"},
		{"JarrentWu1_mondrian.jpg", "Composition No. VII", "Piet Mondrian", "1913"},
		{"monet_6782e7cb2a.jpg", "The Japanese Footbridge", monet, "1922"},
		{"monet_8077b7e9e7.jpg", "Rue Montorgueil", monet, "1878"},
		{"monet_95b5f01a85.jpg", "Gare Saint-Lazare", monet, "1877"},
		{"monet_ede9769cb3.jpg", "Houses of Parliament", monet, "1903"},
		{"monet_c6c360756c.jpg", "Houses in the Snow", monet, "1895"},
		{"monet_6c6cc46498.jpg", "Field of Tulips", monet, "1886"},
		{"monet_1f22663e72.jpg", "Regatta at Argenteuil", monet, "1872"},
		{"monet_8cfd45a2e2.jpg", "The Artist's Garden", monet, "1900"},
		{"monet_4b0adf7c6f.jpg", "The Corniche near Monaco", monet, "1884"},
		{"monet_158740962c.jpg", "Grainstacks at Sunset", monet, "1891"},
		{"monet_a4e4a61fb2.jpg", "Poplars in Autumn", monet, "1891"},
		{"monet_d729785cb8.jpg", "Water Lilies at Sunset", monet, "1907"},
		{"EndyWon_39.jpg", "The Grand Canal", monet, "1908"},
		{"titu1994_water-lilies-1919-2.jpg", "Water Lilies", monet, "1919"},
		{"cysmith_the_scream.jpg", "The Scream", "Edvard Munch", "1893"},
		{"GlebSBryki_udnie.jpg", "Udnie", "Francis Picabia", "1913"},
		{"HalbertCH_8.jpg", "Divan Japonais", "Henri de Toulouse-Lautrec", "1893"},
		{"EndyWon_36.jpg", "The Wreck of a Transport Ship", "William Turner", "1810"},
		{"gordicalek_vg_starry_night.jpg", "The Starry Night", vanGogh, "1889"},
		{"GlebSBryki_1.jpg", "Starry Night over the Rhône", vanGogh, "1888"},
		{"gordicalek_vg_wheat_field.jpg", "Wheat Field with Cypresses", vanGogh, "1889"},
		{"gordicalek_vg_la_cafe.jpg", "The Night Café", vanGogh, "1888"},
		{"gordicalek_vg_self.jpg", "Self-Portrait with Straw Hat", vanGogh, "1887"},
		{"gordicalek_vg_houses.jpg", "Thatched Cottages", vanGogh, "1890"},
		{"EndyWon_33.jpg", "Landscape behind Saint-Paul", vanGogh, "1889"},
		{"sample:cafe terrace", "Café Terrace at Night", vanGogh, "1888"},
		{"sample:church at auvers", "The Church at Auvers", vanGogh, "1890"},
		{"sample:road to tarascon", "The Road to Tarascon", vanGogh, "1888"},
		{"chinese_109.jpg", "A Thousand Li of Rivers", "Wang Ximeng", "1113"},
	}
}
